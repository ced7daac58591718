import type { Settings } from '../../../src/editor/settings';

/** The plan's settings where a person has set none of them. */
export const unsetEstimate: Settings['estimate'] = {
  hardware: undefined,
  gpus: undefined,
  tokens: undefined,
  sequenceLength: undefined,
  batchSize: undefined,
  dtype: undefined,
};
