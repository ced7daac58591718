/** Keys that a library writes into a configuration when it saves weights beside it: other sizes don't fit those. */
export const keysOfWeights: readonly string[] = [
  'transformers_version',
  '_name_or_path',
  '_diffusers_version',
];
