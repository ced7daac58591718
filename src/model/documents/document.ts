import type { ConfigObject, ConfigValue } from '../config-fields';
import { isObject } from '../config-fields';
import type { ConfigDiagnostic, Span } from '../reading';
import { Spans } from './spans';
import { asMessage, said, type Message } from '../../units/message';

/** The values of a text with their places, whatever its syntax. */
export interface ConfigDocument {
  readonly values: ConfigObject;
  /** Where each value stands, by dotted path: "outer.inner"; an object in a list as "list.0.inner". */
  readonly valueSpans: ReadonlyMap<string, Span>;
  /** Where each key stands, by the same path. */
  readonly keySpans: ReadonlyMap<string, Span>;
  readonly warnings: readonly ConfigDiagnostic[];
}

export interface BrokenDocument {
  readonly kind: 'broken';
  readonly diagnostics: readonly ConfigDiagnostic[];
}

/** What a text turned out to be in a syntax: a document, a value that is no object, or broken. */
export type DocumentReading<Document extends ConfigDocument = ConfigDocument> =
  { readonly kind: 'object'; readonly document: Document } | { readonly kind: 'otherValue' } | BrokenDocument;

/** Parsers recurse: far deeper than any config nests, far shallower than the stack. */
export const deepestNesting = 100;

export const broken = (why: Message | string, offset = 0, length = 1): BrokenDocument => ({
  kind: 'broken',
  diagnostics: [{ message: asMessage(why), span: { offset, length } }],
});

/** Far above a config or a training script that people write; parsers take as long as there are tokens. */
const mostLines = 3000;

/** A refusal where a text has more lines than are parsed, blank ones and comments (`#`) aside; null where not. */
export function tooLong(text: string): BrokenDocument | null {
  let lines = 0;
  for (const match of text.matchAll(/^[ \t]*[^\s#]/gm)) {
    if (++lines > mostLines)
      return broken(said`Too long for a model configuration: over ${mostLines} lines.`, match.index);
  }
  return null;
}

export type MutableObject = Record<string, ConfigValue>;

/** A null prototype: a key named __proto__ is a key like others. */
export const emptyObject = (): MutableObject => Object.create(null) as MutableObject;

/** The object under a key, made where it is missing. */
export function sectionIn(container: MutableObject, key: string): MutableObject {
  const there = container[key];
  if (isObject(there)) return there;
  const made = emptyObject();
  container[key] = made;
  return made;
}

/** Whether a diagnostic tells of a key that is there twice, which is no other key's slip. */
export const isDuplicate = ({ message }: ConfigDiagnostic): boolean =>
  message.text.includes(' is there twice: ');

/** Collects a document's values and places. The last of two equal keys wins, as in Python. */
export class DocumentBuilder {
  readonly values: MutableObject = emptyObject();
  readonly valueSpans = new Spans();
  readonly keySpans = new Spans();
  readonly warnings: ConfigDiagnostic[] = [];

  place(path: string, key: Span, value: Span): void {
    this.keySpans.set(path, key);
    this.valueSpans.set(path, value);
  }

  warnOfDuplicate(path: string, span: Span): void {
    this.warnings.push({ message: said`${path} is there twice: the last one counts.`, span });
  }

  document(): ConfigDocument {
    return {
      values: this.values,
      valueSpans: this.valueSpans,
      keySpans: this.keySpans,
      warnings: this.warnings,
    };
  }
}

/** Line of an offset, from 1. */
export function lineOf(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) line++;
  return line;
}

/** Where brackets nest deeper than a parser is let go; null where they don't. */
export function tooDeepAt(text: string): number | null {
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const character = text.charCodeAt(at);
    if (quoted) {
      if (character === backslash) at++;
      // A string ends at its line: an open quote must not hide the rest.
      else if (character === quote || character === newline) quoted = false;
    } else if (character === quote) {
      quoted = true;
    } else if (character === openBrace || character === openBracket || character === openParenthesis) {
      if (++depth > deepestNesting) return at;
    } else if (character === closeBrace || character === closeBracket || character === closeParenthesis) {
      depth--;
    }
  }
  return null;
}
const [quote, backslash, newline] = [0x22, 0x5c, 0x0a];
const [openBrace, closeBrace, openBracket, closeBracket] = [0x7b, 0x7d, 0x5b, 0x5d];
const [openParenthesis, closeParenthesis] = [0x28, 0x29];

export const tooDeep = (offset: number): BrokenDocument =>
  broken(said`Nested more than ${deepestNesting} deep: no model configuration is.`, offset);

/** The value at a dotted path; undefined where there is none. */
export function valueAt(values: ConfigObject, path: string): ConfigValue | undefined {
  let value: ConfigValue | undefined = values;
  for (const key of path.split('.')) {
    if (Array.isArray(value)) value = (value as readonly ConfigValue[])[Number(key)];
    else if (isObject(value)) value = Object.hasOwn(value, key) ? value[key] : undefined;
    else return undefined;
  }
  return value;
}

/** Puts a value at a dotted path, in sections that are made for it; where something else stands on the way, nothing is put. */
export function setAt(values: MutableObject, path: string, value: ConfigValue): void {
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  let section = values;
  for (const key of keys) {
    const inner = (section[key] ??= emptyObject());
    if (!isObject(inner)) return;
    section = inner;
  }
  section[last] = value;
}
