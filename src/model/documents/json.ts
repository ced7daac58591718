import type { Node, ParseError } from 'jsonc-parser';
import { parseTree, printParseErrorCode, visit } from 'jsonc-parser';
import type { ConfigObject, ConfigValue } from '../config-fields';
import type { ConfigDiagnostic, Span } from '../reading';
import type { DocumentReading } from './document';
import { DocumentBuilder, broken, emptyObject, lineOf, tooDeep, tooDeepAt } from './document';
import { message, said, type Message } from '../../units/message';

/** A model config is a few kilobytes; one with a label for each of many classes, a few hundred. */
const largestText = 4 * 1024 * 1024;

/** Python writes NaN and Infinity, which are not JSON: digits stand in for the parser, at the same length. */
const withoutPythonNumbers = (text: string): string =>
  text.replace(
    /([:,[]\s*)(-?)(Infinity|NaN)(?=\s*[,\]}])/g,
    (_match, before: string, sign: string, name: string) => before + sign + '1'.repeat(name.length),
  );

const problemNames: Readonly<Record<string, Message>> = {
  InvalidSymbol: message('a word that JSON does not know'),
  InvalidNumberFormat: message('a number that is not written as JSON writes numbers'),
  PropertyNameExpected: message('a key in double quotes is missing'),
  ValueExpected: message('a value is missing'),
  ColonExpected: message('a colon is missing'),
  CommaExpected: message('a comma is missing'),
  CloseBraceExpected: message('a closing brace is missing'),
  CloseBracketExpected: message('a closing bracket is missing'),
  EndOfFileExpected: message('there is text after the end'),
  UnexpectedEndOfString: message('a closing quote is missing'),
};

function syntaxDiagnostic(text: string, error: ParseError): ConfigDiagnostic {
  const name = printParseErrorCode(error.error);
  const problem = problemNames[name] ?? said`${name}`;
  return {
    message: said`Not valid JSON: line ${lineOf(text, error.offset)}, ${problem}.`,
    span: { offset: error.offset, length: error.length },
  };
}

/** Numbers are read from the text itself, which may say NaN or Infinity. */
function valueOf(node: Node, text: string): ConfigValue {
  if (node.type === 'array') return (node.children ?? []).map((item) => valueOf(item, text));
  if (node.type === 'object') return valuesOf(node, text, emptyObject());
  if (node.type === 'number') return Number(text.slice(node.offset, node.offset + node.length));
  return node.value as ConfigValue;
}

function valuesOf(object: Node, text: string, values: Record<string, ConfigValue>): ConfigObject {
  for (const { children: [key, value] = [] } of object.children ?? []) {
    if (key !== undefined && value !== undefined) values[String(key.value)] = valueOf(value, text);
  }
  return values;
}

const spanOf = ({ offset, length }: Node): Span => ({ offset, length });

function collectSpans(node: Node, prefix: string, builder: DocumentBuilder): void {
  if (node.type === 'array') {
    node.children?.forEach((item, index) => {
      if (item.type === 'object' || item.type === 'array') collectSpans(item, `${prefix}${index}.`, builder);
    });
  }
  if (node.type !== 'object') return;
  for (const { children: [key, value] = [] } of node.children ?? []) {
    if (key === undefined || value === undefined) continue;
    const path = prefix + String(key.value);
    if (builder.valueSpans.has(path)) builder.warnOfDuplicate(path, spanOf(key));
    builder.place(path, spanOf(key), spanOf(value));
    if (value.type === 'object' || value.type === 'array') collectSpans(value, `${path}.`, builder);
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

/** Whether a text may be looser than JSON at all: most are not, and need no second pass. */
const mayBeLoose = (text: string): boolean => /\/[/*]|,\s*[}\]]/.test(text);

/**
 * Parses a JSON object with the place of every value. Comments and trailing commas pass with a warning, since
 * VS Code lets them pass and Python does not. Never throws.
 */
export function readJson(text: string): DocumentReading {
  if (text.length > largestText) return broken('Too large for a model configuration: over 4 MiB.');
  const deep = tooDeepAt(text);
  if (deep !== null) return tooDeep(deep);
  const clean = withoutPythonNumbers(text.startsWith('\uFEFF') ? ` ${text.slice(1)}` : text);
  const errors: ParseError[] = [];
  const root = parseTree(clean, errors, { allowTrailingComma: true, disallowComments: false });
  if (errors.length > 0)
    return { kind: 'broken', diagnostics: errors.slice(0, 5).map((error) => syntaxDiagnostic(text, error)) };
  if (root?.type !== 'object') return { kind: 'otherValue' };
  const builder = new DocumentBuilder();
  valuesOf(root, text, builder.values);
  collectSpans(root, '', builder);
  const loose = mayBeLoose(clean) ? firstLooseness(clean) : null;
  if (loose !== null) {
    builder.warnings.push({
      message: message('Comments and trailing commas are not JSON: Python will refuse to read this file.'),
      span: loose,
    });
  }
  return { kind: 'object', document: builder.document() };
}
