import type * as detection from '../detect/detect';

/**
 * The verdict on a file. Its Python parser is loaded when the first file is asked about, and then at once: the command
 * that is typed in a terminal would be over before a promise is kept.
 */
export const detectTraining: typeof detection.detectTraining = (...parameters) =>
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- as above
  (require('../detect/detect') as typeof detection).detectTraining(...parameters);
