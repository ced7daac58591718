import type { ParseError } from 'jsonc-parser';
import { printParseErrorCode, visit } from 'jsonc-parser';
import type { ConfigDiagnostic, Span } from '../reading';
import type { DocumentReading } from './document';
import { DocumentBuilder, broken, lineOf, tooDeep, tooDeepAt } from './document';
import { DocumentVisitor } from './json-visitor';
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

/** So many errors are looked at: in what is no JSON at all each word is one. */
const mostErrors = 100;

/** Prose in JSON is an error at each word: one of a kind tells it for a line. */
function firstOfLines(text: string, errors: readonly ParseError[]): readonly ParseError[] {
  const seen = new Set<string>();
  return errors.filter(({ error, offset }) => {
    const kind = `${error} ${lineOf(text, offset)}`;
    return !seen.has(kind) && seen.add(kind);
  });
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
  const builder = new DocumentBuilder();
  const visitor = new DocumentVisitor(text, builder);
  visit(clean, visitor, { allowTrailingComma: true, disallowComments: false });
  const { errors, root } = visitor;
  if (errors.length > 0)
    return {
      kind: 'broken',
      diagnostics: firstOfLines(text, errors.slice(0, mostErrors))
        .slice(0, 5)
        .map((error) => syntaxDiagnostic(text, error)),
    };
  if (root !== 'object') return { kind: 'otherValue' };
  const loose = mayBeLoose(clean) ? firstLooseness(clean) : null;
  if (loose !== null) {
    builder.warnings.push({
      message: message('Comments and trailing commas are not JSON: Python will refuse to read this file.'),
      span: loose,
    });
  }
  return { kind: 'object', document: builder.document() };
}
