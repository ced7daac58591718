import type { AST } from 'toml-eslint-parser';
import { ParseError, parseTOML } from 'toml-eslint-parser';
import type { ConfigValue } from '../config-fields';
import type { Span } from '../reading';
import type { DocumentReading, MutableObject } from './document';
import { isObject } from '../config-fields';
import { DocumentBuilder, broken, emptyObject, lineOf, sectionIn, tooDeep, tooDeepAt } from './document';
import { said } from '../../units/message';

/** Far above a config a person writes; the parser must not hold the editor. */
const largestText = 128 * 1024;

const spanOf = ({ range: [from, to] }: { range: [number, number] }): Span => ({
  offset: from,
  length: to - from,
});

const nameOf = (key: AST.TOMLBare | AST.TOMLQuoted): string =>
  key.type === 'TOMLBare' ? key.name : key.value;

/** The last object of the list under a key, after a new one where it is an `[[array]]`'s turn. */
function itemOf(container: MutableObject, key: string, index: number): MutableObject {
  const there = container[key];
  const items = Array.isArray(there) ? (there as ConfigValue[]) : [];
  container[key] = items;
  const item = items[index];
  if (isObject(item)) return item;
  const made = emptyObject();
  items.push(made);
  return made;
}

function valueOf(node: AST.TOMLContentNode, path: string, builder: DocumentBuilder): ConfigValue {
  switch (node.type) {
    case 'TOMLArray':
      return node.elements.map((element, index) => valueOf(element, `${path}${index}.`, builder));
    case 'TOMLInlineTable': {
      const values = emptyObject();
      for (const pair of node.body) addPair(values, pair, path, builder);
      return values;
    }
    case 'TOMLValue':
      if (typeof node.value === 'number' || typeof node.value === 'boolean') return node.value;
      // A date, which no model is made of.
      return String(node.value);
  }
}

function addPair(
  values: MutableObject,
  pair: AST.TOMLKeyValue,
  path: string,
  builder: DocumentBuilder,
): void {
  const names = pair.key.keys.map(nameOf);
  const last = names.pop() ?? '';
  let container = values;
  for (const name of names) container = sectionIn(container, name);
  const full = [...(path === '' ? [] : [path.slice(0, -1)]), ...names, last].join('.');
  builder.place(full, spanOf(pair.key), spanOf(pair.value));
  container[last] = valueOf(pair.value, `${full}.`, builder);
}

function addTable(builder: DocumentBuilder, table: AST.TOMLTable): void {
  let container = builder.values;
  const keys = table.resolvedKey;
  for (let at = 0; at < keys.length; at++) {
    const key = String(keys[at]);
    const next = keys[at + 1];
    if (typeof next === 'number') {
      container = itemOf(container, key, next);
      at++;
    } else {
      container = sectionIn(container, key);
    }
  }
  const path = keys.join('.');
  builder.place(path, spanOf(table.key), spanOf(table));
  for (const pair of table.body) addPair(container, pair, `${path}.`, builder);
}

/** Parses TOML with the place of every value. Never throws. */
export function readToml(text: string): DocumentReading {
  if (text.length > largestText) return broken('Too large for a model configuration: over 128 KiB.');
  const deep = tooDeepAt(text);
  if (deep !== null) return tooDeep(deep);
  const builder = new DocumentBuilder();
  try {
    for (const node of parseTOML(text).body[0].body) {
      if (node.type === 'TOMLTable') addTable(builder, node);
      else addPair(builder.values, node, '', builder);
    }
  } catch (error) {
    // The parser tells what is wrong by throwing.
    if (!(error instanceof ParseError)) return broken('Not valid TOML.');
    const offset = Math.min(error.index, Math.max(0, text.length - 1));
    return broken(said`Not valid TOML: line ${lineOf(text, offset)}, ${error.message}`, offset);
  }
  return { kind: 'object', document: builder.document() };
}
