import { t } from '../translate';

/** A figure, and behind it what of it is the run's own; alone where there is nothing to say. */
export const behind = (figure: string, remark: string): string =>
  remark === '' ? figure : t('{0}, {1}', figure, remark);
