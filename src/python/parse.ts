import { TreeBuffer, TreeFragment, type Tree } from '@lezer/common';
import { parser } from '@lezer/python';

interface Parsed {
  readonly text: string;
  readonly tree: Tree;
}

/** What is asked of one text one after the other, and the texts before and after an edit. */
const mostKept = 4;
/** Shorter texts are parsed sooner than they are compared. */
const shortestCompared = 2048;
const kept: Parsed[] = [];

/**
 * The syntax tree of a Python source. The trees of the last texts are kept: a text is parsed once for all who ask, and one that
 * was edited anew where it was edited alone. Throws a RangeError where a text is nested so deeply that the stack does not hold.
 */
export function parsePythonSource(text: string): Tree {
  const known = kept.find((each) => each.text === text);
  const parsed = known ?? parse(text);
  if (known !== undefined) kept.splice(kept.indexOf(known), 1);
  kept.unshift(parsed);
  kept.length = Math.min(kept.length, mostKept);
  return parsed.tree;
}

function parse(text: string): Parsed {
  const fragments = kept.reduce<readonly TreeFragment[] | null>(
    (found, earlier) => found ?? fragmentsOf(earlier, text),
    null,
  );
  if (fragments !== null) {
    const tree = parser.parse(text, fragments);
    // How the parser goes on after an error may hang on what it had before: then the text alone shall decide.
    if (isWithoutErrors(tree)) return { text, tree };
  }
  return { text, tree: parser.parse(text) };
}

/**
 * What of the earlier text's tree still holds: all before the first difference and after the last one. Null where that is little,
 * or the tree has errors.
 */
function fragmentsOf({ text: before, tree }: Parsed, text: string): readonly TreeFragment[] | null {
  const shorter = Math.min(before.length, text.length);
  if (shorter < shortestCompared) return null;
  const from = commonPrefix(before, text);
  const suffix = commonSuffix(before, text, shorter - from);
  const isMuchTheSame = from + suffix > 0.8 * Math.max(before.length, text.length);
  if (!isMuchTheSame || !isWithoutErrors(tree)) return null;
  return TreeFragment.applyChanges(TreeFragment.addTree(tree), [
    { fromA: from, toA: before.length - suffix, fromB: from, toB: text.length - suffix },
  ]);
}

function commonPrefix(one: string, other: string): number {
  const most = Math.min(one.length, other.length);
  let length = 0;
  while (length < most && one.charCodeAt(length) === other.charCodeAt(length)) length += 1;
  return length;
}

function commonSuffix(one: string, other: string, most: number): number {
  let length = 0;
  while (
    length < most &&
    one.charCodeAt(one.length - 1 - length) === other.charCodeAt(other.length - 1 - length)
  )
    length += 1;
  return length;
}

const { types } = parser.nodeSet;
const isErrorType = types.map(({ isError }) => isError);

/** Read as it is built: a cursor over it would take as long as a third of the parsing. */
function isWithoutErrors(tree: Tree): boolean {
  if (tree.type.isError) return false;
  return tree.children.every((child) =>
    child instanceof TreeBuffer ? isBufferWithoutErrors(child.buffer) : isWithoutErrors(child),
  );
}

function isBufferWithoutErrors(buffer: Uint16Array): boolean {
  // Four numbers each: type, from, to, and where the node after it stands.
  for (let at = 0; at < buffer.length; at += 4) if (isErrorType[buffer[at] ?? 0] === true) return false;
  return true;
}
