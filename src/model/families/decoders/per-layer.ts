import { said } from '../../../units/message';
import type { ConfigFields, ConfigObject } from '../../config-fields';
import { isObject } from '../../config-fields';

/**
 * What `per_layer_config` lays over the config in each layer: the library writes it with the layers' numbers as keys,
 * padded with zeros ("05"). Null where the config has none.
 */
export function perLayerOverrides(config: ConfigFields): ((index: number) => ConfigObject) | null {
  const written = config.raw('per_layer_config');
  if (written === undefined || written === null) return null;
  const byLayer = new Map<number, ConfigObject>();
  if (!isObject(written)) {
    config.refuse('per_layer_config', 'must be a section with a key for each layer.');
    return null;
  }
  for (const [layer, values] of Object.entries(written)) {
    const index = Number(layer);
    if (!Number.isInteger(index) || index < 0 || !isObject(values)) {
      config.refuse(
        'per_layer_config',
        said`has "${layer.slice(0, 20)}", which is no layer with values of its own.`,
      );
      return null;
    }
    byLayer.set(index, values);
  }
  return (index) => byLayer.get(index) ?? {};
}
