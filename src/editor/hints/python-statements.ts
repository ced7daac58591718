import type { SyntaxNode } from '@lezer/common';
import type { Span } from '../../model/reading';
import { parsePythonSource } from '../../python/parse';

/** A statement of the module, up to the next one. */
interface Statement {
  readonly span: Span;
  /** All names in it. */
  readonly names: ReadonlySet<string>;
  /** Those that it may give a value to. */
  readonly given: ReadonlySet<string>;
  /** An import, which is read with whatever it is for. */
  readonly isImport: boolean;
}

/** A part of what is left out saves little. */
const mostKept = 0.8;

const namesIn = (text: string): Set<string> => new Set(text.match(/[A-Za-z_]\w*/g));

const keywords =
  'and as assert async await break class continue def del elif else except finally for from if in is lambda nonlocal not or pass raise return try while with yield None True False';
/** Attributes are given a value in what has them. */
const variablesIn = (text: string): Set<string> =>
  new Set([...namesIn(text.replaceAll(/\.\s*[A-Za-z_]\w*/g, ''))].filter((name) => !isKeyword.has(name)));
const isKeyword: ReadonlySet<string> = new Set(keywords.split(' '));

/** What a statement with others in it assigns is not looked for: it may give any of its names a value. */
function givenNames(node: SyntaxNode, text: string): ReadonlySet<string> {
  switch (node.name) {
    case 'FunctionDefinition':
    case 'ClassDefinition':
    case 'DecoratedStatement':
      return new Set(/^\s*(?:async\s+)?(?:def|class)\s+(\w+)/m.exec(text)?.slice(1));
    case 'AssignStatement':
      return variablesIn(text.slice(0, (node.lastChild?.from ?? node.to) - node.from));
    case 'ExpressionStatement':
      return new Set();
    default:
      return variablesIn(text);
  }
}

let known: { readonly text: string; readonly statements: readonly Statement[] | null } | null = null;

/** The statements of a module; null where its syntax is broken. Each of its models asks. */
function statementsOf(text: string): readonly Statement[] | null {
  if (known?.text !== text) known = { text, statements: readStatements(text) };
  return known.statements;
}

function readStatements(text: string): readonly Statement[] | null {
  const statements: Statement[] = [];
  for (let node = parsePythonSource(text).topNode.firstChild; node !== null; node = node.nextSibling) {
    if (node.type.isError) return null;
    const span = { offset: node.from, length: (node.nextSibling?.from ?? text.length) - node.from };
    const own = text.slice(node.from, node.to);
    const isImport = node.name === 'ImportStatement';
    statements.push({
      span,
      names: namesIn(own),
      given: isImport ? new Set() : givenNames(node, own),
      isImport,
    });
  }
  return statements;
}

/**
 * What of a Python text may be left out for what stands at some places of it to be read as before, whatever values stand there: the
 * statements of the module that have no name in common with those that are kept, as far as one of the two gives it a value. Null where that
 * is little, or the syntax is broken.
 */
export function pythonCuts(text: string, places: readonly Span[]): readonly Span[] | null {
  const statements = statementsOf(text);
  if (statements === null) return null;
  const kept = new Set(
    statements.filter(({ span, isImport }) => isImport || places.some((place) => overlap(span, place))),
  );
  const named = new Set<string>();
  const given = new Set<string>();
  const note = (statement: Statement): void => {
    if (!statement.isImport) for (const name of statement.names) named.add(name);
    for (const name of statement.given) given.add(name);
  };
  for (const statement of kept) note(statement);
  for (let before = -1; before < kept.size;) {
    before = kept.size;
    for (const statement of statements) {
      if (kept.has(statement) || !(holdsAny(statement.given, named) || holdsAny(statement.names, given)))
        continue;
      kept.add(statement);
      note(statement);
    }
  }
  const length = [...kept].reduce((sum, { span }) => sum + span.length, 0);
  return length > mostKept * text.length
    ? null
    : statements.filter((each) => !kept.has(each)).map(({ span }) => span);
}

const overlap = (one: Span, other: Span): boolean =>
  one.offset < other.offset + other.length && other.offset < one.offset + one.length;

const holdsAny = (names: ReadonlySet<string>, others: ReadonlySet<string>): boolean => {
  for (const name of names) if (others.has(name)) return true;
  return false;
};
