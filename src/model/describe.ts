import type { ConfigObject, FieldProblem } from './config-fields';
import { ConfigFields } from './config-fields';
import { costOf } from './cost';
import { familyOf } from './families/catalogue';
import type { Library } from './families/family';
import { defaultsOf } from './library-defaults';
import type { ModelSpec } from './spec';

export type Description =
  | { readonly kind: 'described'; readonly spec: ModelSpec }
  | { readonly kind: 'problems'; readonly problems: readonly FieldProblem[] }
  | { readonly kind: 'unknownArchitecture' };

const library: Library = {
  shapeOf: ({ config, modelType }) => familyOf(modelType)?.read(config, modelType, library),
};

/** Turns a library config's values into a model spec. Never throws; at least one problem where there are any. */
export function describeModel(modelType: string, values: ConfigObject): Description {
  const family = familyOf(modelType);
  if (family === undefined) return { kind: 'unknownArchitecture' };
  const defaults = defaultsOf(modelType) ?? { values: {}, aliases: {} };
  const config = new ConfigFields(values, defaults, defaultsOf);
  const shape = family.read(config, modelType, library);
  const spec: ModelSpec = {
    architecture: modelType,
    family: family.name,
    ...shape,
    defaults: [...config.defaulted].map(([key, value]) => ({ key, value })),
  };
  if (config.problems.length > 0) return { kind: 'problems', problems: config.problems };
  const { total } = costOf(spec, { batch: 1, sequence: 1 }).parameters;
  if (!Number.isSafeInteger(total)) {
    const message =
      'The sizes multiply to more parameters than can be counted exactly (2^53): no model is that large.';
    return { kind: 'problems', problems: [{ key: 'model_type', message }] };
  }
  return { kind: 'described', spec };
}
