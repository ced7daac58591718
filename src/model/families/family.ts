import type { ConfigFields } from '../config-fields';
import type { ModelSpec } from '../spec';

/** What a family's reader says of a model; the names and what was left to the defaults are added to it. */
export type ModelShape = Omit<ModelSpec, 'architecture' | 'family' | 'defaults'>;

/** An architecture family: the model types it covers and how it turns a config into a model. */
export interface Family {
  readonly name: string;
  readonly modelTypes: readonly string[];
  /** Never throws: what is wrong with the config becomes a problem of `config`. */
  readonly read: (config: ConfigFields, modelType: string) => ModelShape;
}
