/** A script that was made of a notebook, with the code of its magic cells written out as code. */
export interface WrittenOut {
  readonly text: string;
  /** Of each line of `text` the line that it comes from, both from 0. */
  readonly lines: readonly number[];
}

/** `get_ipython().run_cell_magic('time', '', "model.fit(x, y)\n")`, as nbconvert writes a cell that begins with `%%time`. */
const magicCell =
  /^get_ipython\(\)\.run_cell_magic\((['"])(?:time|timeit|capture|prun|memit)\1,\s*(?:'[^'\n]*'|"[^"\n]*"),\s*(?:'((?:\\.|[^'\\])*)'|"((?:\\.|[^"\\])*)")\)\s*$/;

/** Null where a script has no such cells, as most have not. */
export function writeOutCells(text: string): WrittenOut | null {
  if (!text.includes('.run_cell_magic(')) return null;
  const written: string[] = [];
  const lines: number[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    const cell = magicCell.exec(line);
    const code = cell === null ? [line] : unescaped(cell[2] ?? cell[3] ?? '').split('\n');
    for (const each of code) {
      written.push(each);
      lines.push(index);
    }
  }
  return { text: written.join('\n'), lines };
}

const unescaped = (literal: string): string =>
  literal.replace(/\\(.)/g, (_match, letter: string) =>
    letter === 'n' ? '\n' : letter === 't' ? '\t' : letter === 'r' ? '' : letter,
  );
