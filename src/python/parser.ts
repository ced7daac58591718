import type { Input, PartialParse, TreeFragment } from '@lezer/common';
import { parser } from '@lezer/python';

/**
 * What the library's parser asks of its tables with every token, which it searches from their beginnings each time. These members are
 * not documented: where a version has them no longer, the parser is used as it is.
 */
interface TableLookups {
  readonly states: ArrayLike<number>;
  readonly maxTerm: number;
  /** Each tells the term of a name that is a keyword, else -1. */
  readonly specializers: ((value: string, stack: unknown) => number)[];
  getGoto: (state: number, term: number, loose?: boolean) => number;
  hasAction: (state: number, terminal: number) => number;
  createParse: (input: Input, fragments: readonly TreeFragment[], ranges: readonly Range[]) => PartialParse;
}

interface Range {
  readonly from: number;
  readonly to: number;
}

/** What can be done in a state with a token: three numbers for each, of which the last two are the token and its end. */
interface TokenActions {
  readonly actions: number[];
  addActions: (stack: { readonly state: number }, token: number, end: number, index: number) => number;
}

/** Numbers of which the nodes of one buffer are made: of longer ones a tree is built sooner, and less of it taken on after an edit. */
const bufferLength = 8192;
const numbersOfState = 6;
/** Of Python's, `continue` and `nonlocal`. */
const longestKeyword = 8;
/** Of a state and a term nothing has been asked yet: no table has this number. */
const unknown = -2;

function withAnswersKept(): typeof parser {
  const copy = parser.configure({ bufferLength });
  const lookups: unknown = copy;
  return hasLookups(lookups) && keepAnswers(lookups) ? copy : parser;
}

function hasLookups(candidate: unknown): candidate is TableLookups {
  const { states, maxTerm, specializers, getGoto, hasAction, createParse } =
    candidate as Partial<TableLookups>;
  return (
    typeof states?.length === 'number' &&
    typeof maxTerm === 'number' &&
    Array.isArray(specializers) &&
    [getGoto, hasAction, createParse].every((method) => typeof method === 'function')
  );
}

/** False where the tokens of a parse are kept in another way than is known here. */
function keepAnswers(tables: TableLookups): boolean {
  const states = tables.states.length / numbersOfState;
  const terms = tables.maxTerm + 1;
  const goto = tables.getGoto.bind(tables);
  const action = tables.hasAction.bind(tables);
  const parse = tables.createParse.bind(tables);
  const strictGoto = new Int16Array(states * terms).fill(unknown);
  const looseGoto = new Int16Array(states * terms).fill(unknown);
  const firstAction = new Int32Array(states * terms).fill(unknown);
  const listOfActions = new Int16Array(states * terms).fill(unknown);
  const lists: (readonly number[])[] = [];

  const tokens = tokensOf(parser.startParse(''));
  if (tokens === null) return false;
  const { addActions } = tokens;

  function addKeptActions(
    this: TokenActions,
    stack: { readonly state: number },
    token: number,
    end: number,
    index: number,
  ): number {
    // Of a token that may be read in two ways, the second adds to what the first has given.
    if (index !== 0) return addActions.call(this, stack, token, end, index);
    const { actions } = this;
    const at = stack.state * terms + token;
    const list = lists[listOfActions[at] ?? unknown];
    if (list === undefined) {
      const length = addActions.call(this, stack, token, end, 0);
      listOfActions[at] = lists.push(actions.slice(0, length).filter((_, place) => place % 3 === 0)) - 1;
      return length;
    }
    let length = 0;
    for (const each of list) {
      actions[length] = each;
      actions[length + 1] = token;
      actions[length + 2] = end;
      length += 3;
    }
    return length;
  }

  tables.getGoto = (state, term, loose = false) => {
    const kept = loose ? looseGoto : strictGoto;
    const at = state * terms + term;
    const known = kept[at];
    if (known !== undefined && known !== unknown) return known;
    const found = goto(state, term, loose);
    kept[at] = found;
    return found;
  };
  tables.hasAction = (state, terminal) => {
    const at = state * terms + terminal;
    const known = firstAction[at];
    if (known !== undefined && known !== unknown) return known;
    const found = action(state, terminal);
    firstAction[at] = found;
    return found;
  };
  // A name as long as no keyword is looked up in no table.
  tables.specializers.splice(
    0,
    Infinity,
    ...tables.specializers.map(
      (find): TableLookups['specializers'][number] =>
        (value, stack) =>
          value.length > longestKeyword ? -1 : find(value, stack),
    ),
  );
  tables.createParse = (input, fragments, ranges) => {
    const started = parse(input, fragments, ranges);
    const own = tokensOf(started);
    if (own !== null) own.addActions = addKeptActions;
    return started;
  };
  return true;
}

function tokensOf(parse: PartialParse): TokenActions | null {
  const { tokens } = parse as { readonly tokens?: Partial<TokenActions> };
  return typeof tokens?.addActions === 'function' && Array.isArray(tokens.actions)
    ? (tokens as TokenActions)
    : null;
}

/** The parser of Python, which keeps what its tables have answered: a third of the time of a parse goes into that. */
export const pythonParser = withAnswersKept();
