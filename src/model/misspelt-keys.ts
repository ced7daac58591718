import type { ConfigObject, LibraryDefaults } from './config-fields';
import { isObject } from './config-fields';
import type { ConfigDocument } from './documents/document';
import { allSpellings, conceptOfKey, type Concept } from './key-spellings';
import { defaultsOf } from './library-defaults';
import { libraryDefaultsTable } from './library-defaults-table';
import { meantBy, plain, shortest, shortestCut, wordOf, type Word } from './near-words';
import { said } from '../units/message';
import type { ConfigDiagnostic } from './reading';

/** A place's path as people read it: a call of Python source has its offset in it, to be told from others of its name. */
const shown = (prefix: string): string => prefix.replace(/@\d+\./, '.');

/** No configuration has more keys in a section: longer ones are not looked at. */
const mostKeys = 1000;
/** Keys of a section that are compared: a configuration has no more that its class does not have. */
const mostCompared = 100;

let fieldsOfAll: ReadonlySet<string> | null = null;

/** Whether a key is a field of some class of the library, or a spelling that files use: no slip, though of no use here. */
function isWord(key: string): boolean {
  fieldsOfAll ??= new Set([...libraryDefaultsTable.matchAll(/"(\w+)":/g)].map(([, field]) => field ?? ''));
  return fieldsOfAll.has(key) || (conceptOfKey(key) !== undefined && !key.includes('-'));
}

/** Fields that every class with such layers has and that no size hangs on: the table of defaults has them not. */
const commonFields = [
  'rope_theta',
  'rope_scaling',
  'rms_norm_eps',
  'layer_norm_eps',
  'attention_dropout',
  'initializer_range',
] as const;

const commonWords = commonFields.map(wordOf);

/** The words of each type's fields: configs of one type come by the thousand. */
const fieldWords = new Map<string, readonly Word[]>();

function wordsOfFields(modelType: string, library: LibraryDefaults): readonly Word[] {
  const known = fieldWords.get(modelType);
  if (known !== undefined) return known;
  const words = Object.keys(library.values)
    .map(wordOf)
    .filter(({ name }) => name.length >= shortest);
  fieldWords.set(modelType, words);
  return words;
}

/** Keys of training files that are a slip away from others of them. */
const neighbours: ReadonlySet<string> = new Set([
  'dataset_names',
  'decoder_seq_length',
  'encoder_seq_length',
  'num_cpus',
  'num_gpus',
  'param_dtype',
  'params_dtype',
  'train_datasets',
]);

/** Shorter words are of something else with an s or without: bs, d. */
const shortestPlural = 4;

const isCapital = (key: string): boolean => /[A-Z]/.test(key) && !/[a-z]/.test(key);
const dashesOf = (key: string): string => /^-*/.exec(key)?.[0] ?? '';
const sorted = (word: string): string => Array.from(word).sort().join('');
/** Words of at most so many letters are near one another by chance: tp and sp, min and max. */
const shortWord = 3;

/**
 * Whether two keys differ in more than how their words are spelt: a word more (`no_`, `_v2`), another short one (tp for sp),
 * or the habit of a variable for an argument's.
 */
function areOfOtherWords(one: string, other: string): boolean {
  if (isCapital(one) !== isCapital(other) || dashesOf(one) !== dashesOf(other)) return true;
  const words = [one, other].map((key) => key.toLowerCase().split(/[-_]+/).filter(Boolean));
  const [own = [], meant = []] = words.map((each, index) =>
    each.filter((word) => words[1 - index]?.includes(word) !== true),
  );
  if (own.length !== meant.length) return own.join('') !== meant.join('');
  return own.some((word, index) => {
    const other = meant[index] ?? '';
    // Two letters swapped make no other word.
    return Math.max(word.length, other.length) <= shortWord && sorted(word) !== sorted(other);
  });
}

/** Whether two keys are the same but that one shortens a word which the other has in full: sequence_len, sequence_length. */
function shortens(one: string, other: string): boolean {
  const [own, meant] = [one.split('_'), other.split('_')];
  const differing = own.flatMap((word, index) =>
    word === meant[index] ? [] : [[word, meant[index] ?? ''] as const],
  );
  const [pair] = differing;
  if (own.length < 2 || own.length !== meant.length || differing.length !== 1 || pair === undefined)
    return false;
  return pair.some((word, index) => word === 'len' && pair[1 - index] === 'length');
}

/**
 * The one of some keys that a key of a training file is a slip of, or that it is with its words put together otherwise; null
 * where it is of none, or a key that other files have.
 */
export function slipOf(key: string, keys: readonly string[]): string | null {
  const shortened = keys.find((other) => shortens(key, other));
  if (shortened !== undefined) return shortened;
  if (isWord(key) || neighbours.has(key.replace(/^-+/, '').replaceAll('-', '_'))) return null;
  const others = keys.filter((other) => !areOfOtherWords(key, other)).map(wordOf);
  const { name } = wordOf(key);
  const joined = name.length < shortestPlural ? undefined : others.find((other) => other.name === name);
  if (joined !== undefined) return joined.key;
  return meantBy(
    key,
    others.filter(({ name }) => name.length >= shortestCut),
  );
}

/** The one of some keys that a count is called by in another number: `steps` for `step`. */
export const otherNumberOf = (key: string, keys: readonly string[]): string | null =>
  key.length < shortestPlural || isWord(key)
    ? null
    : (keys.find((other) => other.length >= shortestPlural && (other === `${key}s` || key === `${other}s`)) ??
      null);

function inSection(
  values: ConfigObject,
  modelType: string,
  prefix: string,
  document: ConfigDocument,
): ConfigDiagnostic[] {
  const library = defaultsOf(modelType);
  const keys = Object.keys(values);
  if (library === undefined || keys.length > mostKeys) return [];
  const isField = (key: string): boolean =>
    Object.hasOwn(library.values, key) || Object.hasOwn(library.aliases, key);
  const isCommon = (key: string): boolean => commonFields.some((field) => field === key);
  const unknown = keys.filter(
    (key) => ['number', 'boolean', 'string'].includes(typeof values[key]) && !isField(key) && !isCommon(key),
  );
  if (unknown.length === 0) return [];
  const named = new Set(keys.map((key) => library.aliases[key] ?? key));
  const absent = [...wordsOfFields(modelType, library), ...commonWords].filter(({ key }) => !named.has(key));
  return unknown.slice(0, mostCompared).flatMap((key) => {
    const field = meantBy(key, absent);
    const span = document.keySpans.get(prefix + key);
    if (field === null || span === undefined || isWord(key)) return [];
    const usual = library.values[field];
    // Texts are names of all kinds: they are told where the field has a text too.
    if (typeof values[key] === 'string' && typeof usual !== 'string') return [];
    const message =
      usual === undefined
        ? said`${shown(prefix) + key} is no key of ${modelType}: is ${field} meant? It is not in the file.`
        : usual === null
          ? said`${shown(prefix) + key} is no key of ${modelType}: is ${field} meant? It is not in the file, and counts as what follows from the other keys.`
          : said`${shown(prefix) + key} is no key of ${modelType}: is ${field} meant? It is not in the file, and counts as the library's default (${JSON.stringify(usual).slice(0, 40)}).`;
    return [{ message, span }];
  });
}

let wordsOfShapes: readonly (readonly [word: Word, concept: Concept])[] | null = null;

/** Spellings of what a shape has and none of the keys says. */
function absentOfShape(keys: readonly string[]): Word[] {
  wordsOfShapes ??= [...allSpellings].map(([key, concept]) => [wordOf(key), concept] as const);
  const said = new Set(keys.map(conceptOfKey));
  return wordsOfShapes.flatMap(([word, concept]) => (said.has(concept) ? [] : [word]));
}

/** n_layers as num_layers. */
const longNumber = (key: string): string => plain(key.replace(/^n_/, 'num_'));

/** The object at a dotted path that ends with a dot; the document's own for ''. */
function sectionAt(document: ConfigDocument, prefix: string): ConfigObject | null {
  if (prefix === '') return document.values;
  const whole = document.values[prefix.slice(0, -1)];
  if (isObject(whole)) return whole;
  let section: ConfigObject = document.values;
  for (const key of prefix.slice(0, -1).split('.')) {
    const inner = Object.hasOwn(section, key) ? section[key] : undefined;
    if (!isObject(inner)) return null;
    section = inner;
  }
  return section;
}

/**
 * Keys of a section in another framework's words that are a slip or two away from one that its reader looked for in vain
 * (`asked`, as it would spell them), or from a spelling of a size that none of its keys says. `name` is the framework's;
 * null where the section is of a plan.
 */
export function misspeltKeysOfSection(
  document: ConfigDocument,
  prefix: string,
  asked: Iterable<string>,
  name: string | null,
): readonly ConfigDiagnostic[] {
  const values = sectionAt(document, prefix);
  const keys = Object.keys(values ?? {});
  if (values === null || keys.length > mostKeys) return [];
  const sought = new Set(asked);
  const unknown = keys.filter(
    (key) =>
      (typeof values[key] === 'number' || typeof values[key] === 'boolean') &&
      !sought.has(key) &&
      conceptOfKey(key) === undefined &&
      !isWord(key),
  );
  if (unknown.length === 0) return [];
  const held = new Set(keys);
  const own = [...sought].filter((key) => !held.has(key) && !key.includes('.')).map(wordOf);
  const words = [...own, ...absentOfShape([...keys, ...sought].filter((key) => held.has(key)))];
  const absent = words.filter((word) => word.name.length >= shortest);
  return unknown.slice(0, mostCompared).flatMap((key) => {
    const joined = /^[a-z]+$/.test(key) ? words.find(({ name: word }) => word === key)?.key : undefined;
    const field = joined ?? meantBy(key, absent);
    const span = document.keySpans.get(prefix + key);
    // The same word in another framework's habit is no slip; one without its dashes is.
    if (field === null || span === undefined) return [];
    if (joined === undefined && longNumber(key) === longNumber(field)) return [];
    // Launchers' keys have dashes.
    const meant = key.includes('-') && !key.includes('_') ? field.replaceAll('_', '-') : field;
    const message =
      name === null
        ? said`${shown(prefix) + key} is no key that is read of this plan: is ${meant} meant?`
        : said`${shown(prefix) + key} is no key that is read of ${name}: is ${meant} meant?`;
    return [{ message, span }];
  });
}

/** The same for a call or a section that holds the library's own keys. */
export const misspeltLibraryKeys = (
  document: ConfigDocument,
  values: ConfigObject,
  modelType: string,
  prefix: string,
): readonly ConfigDiagnostic[] => [
  ...inSection(values, modelType, prefix, document),
  ...(prefix === '' ? noDtypes(document) : []),
];

/** PyTorch's types of numbers, and what else the library takes there. */
const dtypes =
  `float32 float float64 double float16 half bfloat16 float8_e4m3fn float8_e5m2 float8_e4m3fnuz float8_e5m2fnuz
  int8 uint8 int16 int32 int64 auto fp8 mxfp4 bf16 fp16 fp32`.split(/\s+/);
const dtypeWords = dtypes.map(wordOf);

/** `torch_dtype` or `dtype` of a name that PyTorch has not: the library does not load such a file. */
function noDtypes(document: ConfigDocument): ConfigDiagnostic[] {
  return ['torch_dtype', 'dtype'].flatMap((key) => {
    const value = document.values[key];
    const span = document.valueSpans.get(key);
    if (typeof value !== 'string' || value === '' || span === undefined) return [];
    const name = value.replace(/^torch\./, '');
    if (dtypes.includes(name)) return [];
    const meant = meantBy(name, dtypeWords);
    const message =
      meant === null
        ? said`${key} is "${name.slice(0, 40)}", which is no type of PyTorch.`
        : said`${key} is "${name.slice(0, 40)}", which is no type of PyTorch: is ${meant} meant?`;
    return [{ message, span }];
  });
}

/**
 * Keys of a library config, its sections' too, that its class does not have and that are a slip or two away from a field
 * that the file leaves out. Other unknown keys are ignored, as the library does.
 */
export function misspeltKeys(document: ConfigDocument, modelType: string): readonly ConfigDiagnostic[] {
  const { values } = document;
  const inSections = Object.entries(values).flatMap(([key, section]) =>
    isObject(section) && typeof section['model_type'] === 'string'
      ? inSection(section, section['model_type'], `${key}.`, document)
      : [],
  );
  return [...inSection(values, modelType, '', document), ...inSections, ...noDtypes(document)];
}

/**
 * Keys that may be slips for a model's sizes, in the sections of a training file that say others of its sizes. For files in
 * which no model was found.
 */
export function misspeltSizes(document: ConfigDocument): readonly ConfigDiagnostic[] {
  const sections = new Set(
    [...document.valueSpans.keys()].map((path) => path.slice(0, path.lastIndexOf('.') + 1)),
  );
  return [...sections].slice(0, mostCompared).flatMap((prefix) => {
    const values = sectionAt(document, prefix);
    const concepts = new Set(Object.keys(values ?? {}).map(conceptOfKey));
    concepts.delete(undefined);
    return concepts.size < fewestSizes ? [] : misspeltKeysOfSection(document, prefix, [], null);
  });
}

/** Sizes by which a section is a model's. */
const fewestSizes = 3;
