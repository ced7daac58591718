import type { ConfigObject, LibraryDefaults } from './config-fields';
import { isObject } from './config-fields';
import type { ConfigDocument } from './documents/document';
import { allSpellings, conceptOfKey, type Concept } from './key-spellings';
import { defaultsOf } from './library-defaults';
import { libraryDefaultsTable } from './library-defaults-table';
import { said } from '../units/message';
import type { ConfigDiagnostic } from './reading';

/** Shorter keys are near one another by chance: `n_head`, `d_head`. */
const shortest = 7;
/** From this length on two slips are forgiven. */
const long = 12;
/** No configuration has more keys in a section: longer ones are not looked at. */
const mostKeys = 1000;
/** Keys of a section that are compared: a configuration has no more that its class does not have. */
const mostCompared = 100;

const plain = (key: string): string => key.toLowerCase().replace(/[_\-\s]/g, '');

/** A bit for each letter that a word has. */
function lettersOf(word: string): number {
  let letters = 0;
  for (let at = 0; at < word.length; at += 1) letters |= 1 << (word.charCodeAt(at) & 31);
  return letters;
}

function bitsOf(value: number): number {
  let bits = 0;
  for (let rest = value; rest !== 0; rest &= rest - 1) bits += 1;
  return bits;
}

/**
 * How many slips lie between two words: letters left out, put in, changed, or two swapped (the optimal string alignment
 * distance). Infinity where there are more than `most`.
 */
function slipsBetween(one: string, other: string, most: number): number {
  let before: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (let row = 1; row <= one.length; row += 1) {
    const next = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const isSame = one[row - 1] === other[column - 1];
      let least = Math.min(
        (last[column - 1] ?? 0) + (isSame ? 0 : 1),
        (last[column] ?? 0) + 1,
        (next[column - 1] ?? 0) + 1,
      );
      if (row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1])
        least = Math.min(least, (before[column - 2] ?? 0) + 1);
      next.push(least);
    }
    before = last;
    last = next;
  }
  const slips = last[other.length] ?? Infinity;
  return slips <= most ? slips : Infinity;
}

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

interface Word {
  readonly key: string;
  /** Without case and separators. */
  readonly name: string;
  readonly letters: number;
}

function wordOf(key: string): Word {
  const name = plain(key);
  return { key, name, letters: lettersOf(name) };
}

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

/** The field that a key is a slip of: the one with the fewest slips; null where none is near. */
function meantBy(key: string, fields: readonly Word[]): string | null {
  const written = wordOf(key);
  if (written.name.length < shortest) return null;
  let found: string | null = null;
  let fewest = Infinity;
  for (const field of fields) {
    const most = field.name.length < long ? 1 : 2;
    if (Math.abs(written.name.length - field.name.length) > most) continue;
    // A slip changes at most two of the letters that a word has.
    if (bitsOf(written.letters ^ field.letters) > 2 * most) continue;
    const slips = slipsBetween(written.name, field.name, most);
    if (slips < fewest) [found, fewest] = [field.key, slips];
  }
  return found;
}

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
        ? said`${prefix + key} is no key of ${modelType}: is ${field} meant? It is not in the file.`
        : usual === null
          ? said`${prefix + key} is no key of ${modelType}: is ${field} meant? It is not in the file, and counts as what follows from the other keys.`
          : said`${prefix + key} is no key of ${modelType}: is ${field} meant? It is not in the file, and counts as the library's default (${JSON.stringify(usual).slice(0, 40)}).`;
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
 * (`asked`, as it would spell them), or from a spelling of a size that none of its keys says.
 */
export function misspeltKeysOfSection(
  document: ConfigDocument,
  prefix: string,
  asked: Iterable<string>,
  name: string,
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
  const absent = [...own, ...absentOfShape([...keys, ...sought].filter((key) => held.has(key)))].filter(
    (word) => word.name.length >= shortest,
  );
  return unknown.slice(0, mostCompared).flatMap((key) => {
    const field = meantBy(key, absent);
    const span = document.keySpans.get(prefix + key);
    // The same word in another framework's habit is no slip.
    if (field === null || span === undefined || longNumber(key) === longNumber(field)) return [];
    const message = said`${prefix + key} is no key that is read of ${name}: is ${field} meant?`;
    return [{ message, span }];
  });
}

/** The same for a call or a section that holds the library's own keys. */
export const misspeltLibraryKeys = (
  document: ConfigDocument,
  values: ConfigObject,
  modelType: string,
  prefix: string,
): readonly ConfigDiagnostic[] => inSection(values, modelType, prefix, document);

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
  return [...inSection(values, modelType, '', document), ...inSections];
}
