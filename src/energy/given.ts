import { said } from '../units/message';

/** Where a figure of a plan comes from that is no assumption: a person or a setting says so. */
export const given = said`given`;
