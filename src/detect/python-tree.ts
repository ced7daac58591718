import { TreeBuffer, type Tree } from '@lezer/common';
import { parser } from '@lezer/python';
import { parsePythonSource } from '../python/parse';

/**
 * The syntax tree of a Python file as one table, its nodes in the order of the text. The parser's own tree makes an object of every
 * node that is looked at; this one is walked by numbers, and is small enough to be kept with what was found in it.
 */
export class PythonTree {
  constructor(private readonly table: Int32Array) {}

  /** How many nodes there are. */
  get size(): number {
    return this.table.length / columns;
  }

  node(index: number): PythonNode {
    return new PythonNode(this, index);
  }

  /** The name that the grammar has for the node: `CallExpression`, `for`, `=`. */
  name(index: number): string {
    return names[this.at(index, typeColumn)] ?? '';
  }

  /** Offset in the text of its first character. */
  from(index: number): number {
    return this.at(index, fromColumn);
  }

  to(index: number): number {
    return this.at(index, toColumn);
  }

  /** Numbers of other nodes; -1 where there is none. */
  parent(index: number): number {
    return this.at(index, parentColumn);
  }

  firstChild(index: number): number {
    return index + 1 < this.after(index) ? index + 1 : none;
  }

  lastChild(index: number): number {
    return this.at(index, lastChildColumn);
  }

  previous(index: number): number {
    return this.at(index, previousColumn);
  }

  next(index: number): number {
    const after = this.after(index);
    const parent = this.parent(index);
    return parent !== none && after < this.after(parent) ? after : none;
  }

  /** The node that comes after this one and all within it. */
  after(index: number): number {
    return this.at(index, afterColumn);
  }

  private at(index: number, column: number): number {
    return this.table[index * columns + column] ?? none;
  }
}

/** One node, with the properties and the names that the parser's own nodes have. */
export class PythonNode {
  constructor(
    private readonly tree: PythonTree,
    private readonly index: number,
  ) {}

  get name(): string {
    return this.tree.name(this.index);
  }

  get from(): number {
    return this.tree.from(this.index);
  }

  get to(): number {
    return this.tree.to(this.index);
  }

  get parent(): PythonNode | null {
    return this.other(this.tree.parent(this.index));
  }

  get firstChild(): PythonNode | null {
    return this.other(this.tree.firstChild(this.index));
  }

  get lastChild(): PythonNode | null {
    return this.other(this.tree.lastChild(this.index));
  }

  get nextSibling(): PythonNode | null {
    return this.other(this.tree.next(this.index));
  }

  get prevSibling(): PythonNode | null {
    return this.other(this.tree.previous(this.index));
  }

  /** The first child of that name. */
  getChild(name: string): PythonNode | null {
    const { tree } = this;
    for (let child = tree.firstChild(this.index); child !== none; child = tree.next(child))
      if (tree.name(child) === name) return tree.node(child);
    return null;
  }

  getChildren(name: string): PythonNode[] {
    const { tree } = this;
    const found: PythonNode[] = [];
    for (let child = tree.firstChild(this.index); child !== none; child = tree.next(child))
      if (tree.name(child) === name) found.push(tree.node(child));
    return found;
  }

  private other(index: number): PythonNode | null {
    return index === none ? null : this.tree.node(index);
  }
}

const none = -1;
const typeColumn = 0;
const fromColumn = 1;
const toColumn = 2;
const parentColumn = 3;
const afterColumn = 4;
const previousColumn = 5;
const lastChildColumn = 6;
const columns = 7;
const { types } = parser.nodeSet;
const names = types.map(({ name }) => name);
const isNamed = types.map(({ isAnonymous }) => !isAnonymous);

/** The syntax tree; null where it is nested so deeply that the parser, which calls itself, runs out of stack. */
export function parsePython(text: string): PythonTree | null {
  try {
    return tableOf(parsePythonSource(text));
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** Filled by one tree after another, so that a table is made once, in its size. */
let scratch = new Int32Array(columns * 4096);

/** The nodes of a tree that have names, in the order of the text. */
function tableOf(tree: Tree): PythonTree {
  let size = 0;
  let parent = none;
  const enter = (type: number, from: number, to: number): void => {
    const at = size * columns;
    if (at + columns > scratch.length) {
      const larger = new Int32Array(scratch.length * 2);
      larger.set(scratch);
      scratch = larger;
    }
    const lastOfParent = parent * columns + lastChildColumn;
    scratch[at + typeColumn] = type;
    scratch[at + fromColumn] = from;
    scratch[at + toColumn] = to;
    scratch[at + parentColumn] = parent;
    scratch[at + previousColumn] = parent === none ? none : (scratch[lastOfParent] ?? none);
    scratch[at + lastChildColumn] = none;
    if (parent !== none) scratch[lastOfParent] = size;
    parent = size;
    size += 1;
  };
  const leave = (): void => {
    const at = parent * columns;
    scratch[at + afterColumn] = size;
    parent = scratch[at + parentColumn] ?? none;
  };
  // The parser's tree is read as it is built: a cursor over it would take as long as a third of the parsing.
  const walk = (within: Tree, from: number): void => {
    const named = !within.type.isAnonymous;
    if (named) enter(within.type.id, from, from + within.length);
    for (let index = 0; index < within.children.length; index += 1) {
      const child = within.children[index];
      const start = from + (within.positions[index] ?? 0);
      if (child instanceof TreeBuffer) walkBuffer(child.buffer, start);
      else if (child !== undefined) walk(child, start);
    }
    if (named) leave();
  };
  /** Nodes of four numbers each: type, from, to, and where the node after it and all within it stands. */
  const walkBuffer = (buffer: Uint16Array, start: number): void => {
    const ends: number[] = [];
    for (let at = 0; at < buffer.length; at += 4) {
      for (let end = ends.at(-1); end !== undefined && end <= at; end = ends.at(-1)) {
        leave();
        ends.pop();
      }
      const type = buffer[at] ?? 0;
      if (isNamed[type] !== true) continue;
      enter(type, start + (buffer[at + 1] ?? 0), start + (buffer[at + 2] ?? 0));
      ends.push(buffer[at + 3] ?? 0);
    }
    for (let open = ends.length; open > 0; open -= 1) leave();
  };
  walk(tree, 0);
  return new PythonTree(scratch.slice(0, size * columns));
}
