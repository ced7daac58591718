import type { Family } from '../family';

/** Decoder-only language models beyond the first ones, dense. */
export const decoders: readonly Family[] = [];
