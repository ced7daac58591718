import type { Span } from '../reading';

/** Where git left both versions of some lines between its marks, each at the start of a line. */
interface Conflict {
  readonly begins: number;
  readonly middle: number;
  readonly ends: number;
}

/** Of a line's beginning, at or after `from`; -1 where there is none. */
function lineStart(text: string, beginning: string, from: number): number {
  if (from === 0 && text.startsWith(beginning)) return 0;
  const at = text.indexOf(`\n${beginning}`, Math.max(0, from - 1));
  return at === -1 ? -1 : at + 1;
}

function nextConflict(text: string, from: number): Conflict | null {
  const begins = lineStart(text, '<<<<<<< ', from);
  const middle = begins === -1 ? -1 : lineStart(text, '=======', begins);
  const ends = middle === -1 ? -1 : lineStart(text, '>>>>>>> ', middle);
  return ends === -1 ? null : { begins, middle, ends };
}

/** The first mark of a merge conflict; null where there is none. */
export function mergeConflict(text: string): Span | null {
  const conflict = nextConflict(text, 0);
  return conflict === null ? null : { offset: conflict.begins, length: 7 };
}

/** The text with the first side of each conflict alone. */
export function withOneSide(text: string): string {
  const parts: string[] = [];
  const afterLine = (at: number): number => text.indexOf('\n', at) + 1 || text.length;
  let from = 0;
  for (let next = nextConflict(text, 0); next !== null; next = nextConflict(text, from)) {
    parts.push(text.slice(from, next.begins), text.slice(afterLine(next.begins), next.middle));
    from = afterLine(next.ends);
  }
  return parts.join('') + text.slice(from);
}
