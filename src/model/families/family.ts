import type { ConfigFields } from '../config-fields';
import type { ModelSpec } from '../spec';

/** What a family's reader says of a model; the names and what was left to the defaults are added to it. */
export type ModelShape = Omit<ModelSpec, 'architecture' | 'family' | 'defaults'>;

/** How a family that holds other models (a language model behind a vision tower) has them read. */
export interface Library {
  /** The shape of a nested config (`ConfigFields.section`), or undefined where its model type is not known. */
  readonly shapeOf: (section: {
    readonly config: ConfigFields;
    readonly modelType: string;
  }) => ModelShape | undefined;
}

/** An architecture family: the model types it covers and how it turns a config into a model. */
export interface Family {
  readonly name: string;
  readonly modelTypes: readonly string[];
  /** True where the library does not have these types: they are held to published counts, not to PyTorch's. */
  readonly outsideLibrary?: true;
  /** Never throws: what is wrong with the config becomes a problem of `config`. */
  readonly read: (config: ConfigFields, modelType: string, library: Library) => ModelShape;
}
