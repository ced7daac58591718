import type { ConfigObject } from '../config-fields';
import { isObject } from '../config-fields';
import type { ConfigDocument } from '../documents/document';
import { familyOf } from '../families/catalogue';
import { defaultsOf } from '../library-defaults';
import type { ModelPart, TextFormat } from './format';
import { modelTypeOfClass } from './remote-types';

/** Sections of a training file are not deeper. */
const deepest = 4;
/** Sizes that a config of the library has beside its type: fewer are some other file's section. */
const fewestSizes = 2;

/** The model type that a section names: as the library's own files do, or as hydra instantiates its classes. */
function modelTypeOf(values: ConfigObject): string | null {
  const target = values['_target_'];
  if (typeof target === 'string') {
    const name = /^transformers(?:\.\w+)*\.(\w+Config)$/.exec(target)?.[1];
    return name === undefined ? null : modelTypeOfClass(name);
  }
  const type = values['model_type'];
  return typeof type === 'string' && familyOf(type) !== undefined ? type : null;
}

/** How many whole numbers above 1 a section has under keys of its type; under any, where the library does not have the type. */
function sizesIn(values: ConfigObject, modelType: string): number {
  const defaults = defaultsOf(modelType);
  const isKey = (key: string): boolean =>
    defaults === undefined || Object.hasOwn(defaults.values, key) || Object.hasOwn(defaults.aliases, key);
  return Object.entries(values).filter(
    ([key, value]) => typeof value === 'number' && Number.isInteger(value) && value > 1 && isKey(key),
  ).length;
}

function partIn(values: ConfigObject, path: readonly string[]): ModelPart | null {
  const modelType = modelTypeOf(values);
  if (modelType !== null && sizesIn(values, modelType) >= fewestSizes) {
    const prefix = path.map((key) => `${key}.`).join('');
    return { kind: 'library', modelType, prefix, values, ownKeys: {} };
  }
  if (path.length === deepest) return null;
  for (const [key, value] of Object.entries(values)) {
    const part = isObject(value) ? partIn(value, [...path, key]) : null;
    if (part !== null) return part;
  }
  return null;
}

/** A configuration of the library within YAML: under its own keys, or as hydra instantiates it (`_target_`). */
export const libraryYaml: TextFormat = {
  name: 'hugging-face-yaml',
  syntax: 'yaml',
  telling: [/\bmodel_type[ \t]*:|_target_[ \t]*:[ \t]*["']?transformers\./],
  find: ({ values }: ConfigDocument) => partIn(values, []),
};
