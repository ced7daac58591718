import type { Node, ParseError } from 'jsonc-parser';
import { parseTree, printParseErrorCode, visit } from 'jsonc-parser';
import type { ConfigObject, ConfigValue } from '../config-fields';
import type { ConfigDiagnostic, Span } from '../reading';

/** A model config is a few kilobytes; one with a label for each of many classes, a few hundred. */
const largestText = 4 * 1024 * 1024;
/** The parser recurses: far deeper than any config nests, far shallower than the stack. */
const deepestNesting = 100;

export interface JsonDocument {
  readonly values: ConfigObject;
  /** Where each value stands; nested ones as "outer.inner". */
  readonly valueSpans: ReadonlyMap<string, Span>;
  readonly keySpans: ReadonlyMap<string, Span>;
  readonly warnings: readonly ConfigDiagnostic[];
}

export type JsonReading =
  | { readonly kind: 'object'; readonly document: JsonDocument }
  | { readonly kind: 'otherValue' }
  | { readonly kind: 'broken'; readonly diagnostics: readonly ConfigDiagnostic[] };

const broken = (message: string, offset: number, length = 1): JsonReading => ({
  kind: 'broken',
  diagnostics: [{ message, span: { offset, length } }],
});

/** Line of an offset, from 1. */
function lineOf(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) line++;
  return line;
}

/** Where brackets nest deeper than the parser is let go; null where they don't. */
function tooDeepAt(text: string): number | null {
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (quoted) {
      if (character === '\\') at++;
      // A string ends at its line: an open quote must not hide the rest.
      else if (character === '"' || character === '\n') quoted = false;
    } else if (character === '"') {
      quoted = true;
    } else if (character === '{' || character === '[') {
      if (++depth > deepestNesting) return at;
    } else if (character === '}' || character === ']') {
      depth--;
    }
  }
  return null;
}

/** Python writes NaN and Infinity, which are not JSON: digits stand in for the parser, at the same length. */
const withoutPythonNumbers = (text: string): string =>
  text.replace(
    /([:,[]\s*)(-?)(Infinity|NaN)(?=\s*[,\]}])/g,
    (_match, before: string, sign: string, name: string) => before + sign + '1'.repeat(name.length),
  );

const problemNames: Readonly<Record<string, string>> = {
  InvalidSymbol: 'a word that JSON does not know',
  InvalidNumberFormat: 'a number that is not written as JSON writes numbers',
  PropertyNameExpected: 'a key in double quotes is missing',
  ValueExpected: 'a value is missing',
  ColonExpected: 'a colon is missing',
  CommaExpected: 'a comma is missing',
  CloseBraceExpected: 'a closing brace is missing',
  CloseBracketExpected: 'a closing bracket is missing',
  EndOfFileExpected: 'there is text after the end',
  UnexpectedEndOfString: 'a closing quote is missing',
};

function syntaxDiagnostic(text: string, error: ParseError): ConfigDiagnostic {
  const name = printParseErrorCode(error.error);
  const problem = problemNames[name] ?? name;
  return {
    message: `Not valid JSON: line ${lineOf(text, error.offset)}, ${problem}.`,
    span: { offset: error.offset, length: error.length },
  };
}

/** Numbers are read from the text itself, which may say NaN or Infinity. */
function valueOf(node: Node, text: string): ConfigValue {
  if (node.type === 'array') return (node.children ?? []).map((item) => valueOf(item, text));
  if (node.type === 'object') return valuesOf(node, text);
  if (node.type === 'number') return Number(text.slice(node.offset, node.offset + node.length));
  return node.value as ConfigValue;
}

/** The last of two equal keys wins, as in Python. */
function valuesOf(object: Node, text: string): ConfigObject {
  // A null prototype: a key named __proto__ is a key like others.
  const values = Object.create(null) as Record<string, ConfigValue>;
  for (const { children: [key, value] = [] } of object.children ?? []) {
    if (key !== undefined && value !== undefined) values[String(key.value)] = valueOf(value, text);
  }
  return values;
}

function collectSpans(
  object: Node,
  prefix: string,
  found: { values: Map<string, Span>; keys: Map<string, Span>; warnings: ConfigDiagnostic[] },
): void {
  for (const { children: [key, value] = [] } of object.children ?? []) {
    if (key === undefined || value === undefined) continue;
    const name = prefix + String(key.value);
    const keySpan = { offset: key.offset, length: key.length };
    if (found.values.has(name))
      found.warnings.push({ message: `${name} is there twice: the last one counts.`, span: keySpan });
    found.keys.set(name, keySpan);
    found.values.set(name, { offset: value.offset, length: value.length });
    if (value.type === 'object' && prefix === '' && name.endsWith('_config'))
      collectSpans(value, `${name}.`, found);
  }
}

/** Where the text is looser than JSON: its first comment or trailing comma. */
function firstLooseness(text: string): Span | null {
  let first: Span | null = null;
  const onError = (_error: number, offset: number, length: number): void => {
    first ??= { offset, length };
  };
  visit(text, { onError }, { allowTrailingComma: false, disallowComments: true });
  return first;
}

/**
 * Parses a JSON object with the place of every value. Comments and trailing commas pass with a warning, since
 * VS Code lets them pass and Python does not.
 */
export function readJsonDocument(text: string): JsonReading {
  if (text.length > largestText) return broken('Too large for a model configuration: over 4 MiB.', 0);
  const deep = tooDeepAt(text);
  if (deep !== null)
    return broken(`Nested more than ${deepestNesting} deep: no model configuration is.`, deep);
  const clean = withoutPythonNumbers(text.startsWith('\uFEFF') ? ` ${text.slice(1)}` : text);
  const errors: ParseError[] = [];
  const root = parseTree(clean, errors, { allowTrailingComma: true, disallowComments: false });
  if (errors.length > 0)
    return { kind: 'broken', diagnostics: errors.slice(0, 5).map((error) => syntaxDiagnostic(text, error)) };
  if (root?.type !== 'object') return { kind: 'otherValue' };
  const found = {
    values: new Map<string, Span>(),
    keys: new Map<string, Span>(),
    warnings: [] as ConfigDiagnostic[],
  };
  collectSpans(root, '', found);
  const loose = firstLooseness(clean);
  if (loose !== null) {
    found.warnings.push({
      message: 'Comments and trailing commas are not JSON: Python will refuse to read this file.',
      span: loose,
    });
  }
  const document = {
    values: valuesOf(root, text),
    valueSpans: found.values,
    keySpans: found.keys,
    warnings: found.warnings,
  };
  return { kind: 'object', document };
}
