import type { ConfigFields } from '../config-fields';

/** Number of classes: id2label's entries, else num_labels, else the library's 2. */
export function labelCount(config: ConfigFields): number {
  const labels = config.raw('id2label');
  if (typeof labels === 'object' && labels !== null && !Array.isArray(labels))
    return Math.max(1, Object.keys(labels).length);
  return config.optionalSize('num_labels') ?? 2;
}
