import type { LibraryDefaults } from './config-fields';
import table from './library-defaults.json';

/** What a configuration class of the library says where config.json does not: by model_type (scripts/truth/defaults.py). */
const libraryDefaults = table as unknown as Readonly<Record<string, LibraryDefaults>>;

export function defaultsOf(modelType: string): LibraryDefaults | undefined {
  return Object.hasOwn(libraryDefaults, modelType) ? libraryDefaults[modelType] : undefined;
}
