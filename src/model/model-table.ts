import type { ConfigObject, ConfigValue } from './config-fields';
import { sectionIn, type MutableObject } from './documents/document';

/** A well-known model: what its published config.json says where it differs from the library's defaults. */
export interface KnownModel {
  readonly name: string;
  readonly modelType: string;
  readonly values: ConfigObject;
}

const literal = (text: string): ConfigValue => {
  if (text === 'true' || text === 'false') return text === 'true';
  if (text === 'null') return null;
  if (text.startsWith('[')) return JSON.parse(text) as ConfigValue;
  return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
};

/** Puts a value where its key says: `vision_config.depth` is within another object. */
function put(values: MutableObject, key: string, value: ConfigValue): void {
  const sections = key.split('.');
  const last = sections.pop() ?? key;
  sections.reduce(sectionIn, values)[last] = value;
}

/** One line of the table: the values stand in the order of the keys, then `key=value`. */
function parseLine(line: string, keys: readonly string[]): KnownModel[] {
  const [names, modelType, cells] = line.split('|').map((part) => part.trim());
  if (names === undefined || modelType === undefined || cells === undefined) return [];
  const values: MutableObject = {};
  cells.split(' ').forEach((cell, index) => {
    const [named, given] = cell.split('=');
    const key = given === undefined ? keys[index] : named;
    const value = given ?? cell;
    // Where a column means nothing to a model it holds 0; a value with its key is what it says.
    if (key !== undefined && (given !== undefined || value !== '0')) put(values, key, literal(value));
  });
  return names.split(',').map((name) => ({ name: name.trim(), modelType, values }));
}

/** Models of a table: lines of names, type and values, below lines that name the keys of the values (@) or say what they are (#). */
export function parseModelTable(table: string): KnownModel[] {
  const models: KnownModel[] = [];
  let keys: readonly string[] = [];
  for (const line of table.split('\n')) {
    if (line.startsWith('@')) keys = line.slice(1).trim().split(' ');
    else if (!line.startsWith('#') && line !== '') models.push(...parseLine(line, keys));
  }
  return models;
}
