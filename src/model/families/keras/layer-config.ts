import type { ConfigObject, ConfigValue } from '../../config-fields';
import { ConfigFields } from '../../config-fields';
import { olderNames } from './layer-classes';

/** Classes whose output_dim is what is `units` today. */
const older = /^(?:Dense|SimpleRNN|LSTM|GRU)$/;

/** A layer's config under the names of today. Problems found in it are `model`'s, at `path`. */
export function layerConfig(
  className: string,
  values: ConfigObject,
  path: string,
  model: ConfigFields,
): ConfigFields {
  const names = { ...olderNames, ...(older.test(className) ? { output_dim: 'units' } : {}) };
  const aliases = Object.fromEntries(Object.entries(names).filter(([old]) => Object.hasOwn(values, old)));
  // Rows and columns of a kernel stood by themselves.
  const { nb_row: rows, nb_col: columns } = values as Readonly<Record<string, ConfigValue | undefined>>;
  const kernel = rows !== undefined && columns !== undefined ? { kernel_size: [rows, columns] } : {};
  return new ConfigFields(
    { ...values, ...kernel },
    { values: {}, aliases },
    () => undefined,
    `${path}.config.`,
    model,
  );
}
