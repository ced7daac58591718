import type { Document, Pair } from 'yaml';
import { isAlias, isMap, isPair, isScalar, isSeq, parseAllDocuments } from 'yaml';
import type { ConfigValue } from '../config-fields';
import type { ConfigDiagnostic, Span } from '../reading';
import type { DocumentReading, MutableObject } from './document';
import {
  DocumentBuilder,
  broken,
  deepestNesting,
  emptyObject,
  lineOf,
  tooDeep,
  tooDeepAt,
  tooLong,
} from './document';
import { resolveInterpolations } from './interpolation';
import { withoutLongLists } from './long-lists';
import { said } from '../../units/message';

/** Far above a config a person writes; the parser is slow, and must not hold the editor. */
const largestText = 96 * 1024;
/** With lists of thousands of files, which are left out before it is parsed. */
const longestText = 1024 * 1024;
/** Aliases of aliases multiply: far above what a config holds. */
const mostNodes = 20_000;
const start: Span = { offset: 0, length: 1 };

function spanOf(node: unknown): Span {
  if (!isScalar(node) && !isMap(node) && !isSeq(node) && !isAlias(node)) return start;
  const [from, to] = node.range ?? [0, 1, 1];
  return { offset: from, length: Math.max(0, to - from) };
}

/** Numbers that YAML 1.2 takes for text and PyYAML or OmegaConf for numbers: 1_000, 1e4, 2.5e-4. */
const pythonNumber = /^[+-]?\d[\d_]*(?:\.\d*)?(?:[eE][+-]?\d+)?$/;

function scalarValue(value: unknown, isPlain: boolean): ConfigValue {
  if (typeof value === 'number' || typeof value === 'boolean' || value === null || value === undefined)
    return value ?? null;
  if (typeof value === 'bigint') return Number(value);
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  if (!isPlain) return text;
  if (pythonNumber.test(text)) return Number(text.replaceAll('_', ''));
  // YAML 1.1, which Python reads: yes, no, on, off.
  if (/^(?:yes|on)$/i.test(text)) return true;
  return /^(?:no|off)$/i.test(text) ? false : text;
}

/** Walks a document's nodes into plain values, with their places. Merges and aliases count where they are used. */
class YamlWalk {
  readonly builder = new DocumentBuilder();
  exceeded = false;
  private nodes = 0;
  private readonly document: Document;

  constructor(document: Document) {
    this.document = document;
  }

  private isTooMuch(depth: number): boolean {
    if (++this.nodes > mostNodes || depth > deepestNesting) this.exceeded = true;
    return this.exceeded;
  }

  value(node: unknown, path: string, depth: number): ConfigValue {
    if (this.isTooMuch(depth)) return null;
    if (isAlias(node)) return this.value(node.resolve(this.document), path, depth + 1);
    if (isMap(node)) {
      const values = emptyObject();
      this.fill(values, node.items, path, depth);
      return values;
    }
    if (isSeq(node)) {
      return node.items.map((item, index) => this.value(item, `${path}${index}.`, depth + 1));
    }
    if (isScalar(node)) return scalarValue(node.value, node.type === 'PLAIN' || node.type === undefined);
    return null;
  }

  /** Fills an object from its pairs. What a merge (`<<`) brings gives way to the object's own keys. */
  fill(values: MutableObject, pairs: readonly Pair[], path: string, depth: number): void {
    const own = new Set<string>();
    for (const pair of pairs) {
      if (!isPair(pair)) continue;
      const key = isScalar(pair.key) ? String(pair.key.value) : String(pair.key);
      if (key === '<<') continue;
      const keyPath = path + key;
      if (own.has(key)) this.builder.warnOfDuplicate(keyPath, spanOf(pair.key));
      own.add(key);
      this.builder.place(keyPath, spanOf(pair.key), spanOf(pair.value ?? pair.key));
      values[key] = this.value(pair.value, `${keyPath}.`, depth + 1);
    }
    for (const pair of pairs) {
      if (isScalar(pair.key) && pair.key.value === '<<') this.merge(values, pair.value, path, depth + 1);
    }
  }

  private merge(values: MutableObject, source: unknown, path: string, depth: number): void {
    if (this.isTooMuch(depth)) return;
    const node: unknown = isAlias(source) ? source.resolve(this.document) : source;
    if (isSeq(node)) for (const item of node.items) this.merge(values, item, path, depth + 1);
    if (!isMap(node)) return;
    for (const pair of node.items) {
      const key = isScalar(pair.key) ? String(pair.key.value) : String(pair.key);
      if (key === '<<') this.merge(values, pair.value, path, depth + 1);
      else if (!Object.hasOwn(values, key)) this.fill(values, [pair], path, depth + 1);
    }
  }
}

function syntaxDiagnostics(text: string, document: Document): ConfigDiagnostic[] {
  return document.errors.slice(0, 3).map((error) => ({
    message: said`Not valid YAML: line ${lineOf(text, error.pos[0])}, ${(error.message.split('\n')[0] ?? '').replace(/ at line \d+, column \d+:?$/, '')}.`,
    span: { offset: error.pos[0], length: Math.max(1, error.pos[1] - error.pos[0]) },
  }));
}

function parsed(text: string): Document[] | null {
  try {
    const documents = parseAllDocuments(text, {
      uniqueKeys: false,
      strict: false,
      logLevel: 'error',
      merge: false,
      prettyErrors: false,
    });
    return Array.isArray(documents) ? documents : [];
  } catch {
    // It recurses by nesting that indentation alone makes, and then runs out of stack.
    return null;
  }
}

/**
 * Parses a YAML mapping with the place of every value: of several documents the first that is a mapping. Anchors,
 * merges, duplicate keys, unknown tags and OmegaConf's references are resolved. Of a list of thousands of files, in a text that
 * would be too long with it, only the beginning is there. Never throws.
 */
export function readYaml(whole: string): DocumentReading {
  const isLong = whole.length > largestText || tooLong(whole) !== null;
  const { text, length } =
    isLong && whole.length <= longestText ? withoutLongLists(whole) : { text: whole, length: whole.length };
  if (length > largestText) return broken('Too large for a model configuration: over 96 KiB.');
  const long = tooLong(text);
  if (long !== null) return long;
  const deep = tooDeepAt(text);
  if (deep !== null) return tooDeep(deep);
  const documents = parsed(text);
  if (documents === null) return tooDeep(0);
  const document = documents.find(({ contents }) => isMap(contents)) ?? documents[0];
  if (document === undefined) return { kind: 'otherValue' };
  if (document.errors.length > 0) return { kind: 'broken', diagnostics: syntaxDiagnostics(text, document) };
  const { contents } = document;
  if (!isMap(contents)) return { kind: 'otherValue' };
  const walk = new YamlWalk(document);
  walk.fill(walk.builder.values, contents.items, '', 0);
  if (walk.exceeded)
    return broken('Its aliases or its nesting grow without bounds: no model configuration does.');
  resolveInterpolations(walk.builder.values);
  return { kind: 'object', document: walk.builder.document() };
}
