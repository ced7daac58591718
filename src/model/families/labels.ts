import type { ConfigFields } from '../config-fields';

/** Number of classes: num_labels, which wins in the library where both are given, else id2label's entries, else the library's 2. */
export function labelCount(config: ConfigFields): number {
  const stated = config.optionalSize('num_labels');
  const labels = config.raw('id2label');
  if (stated !== null) return stated;
  return typeof labels === 'object' && labels !== null && !Array.isArray(labels)
    ? Math.max(1, Object.keys(labels).length)
    : 2;
}
