/** Shorter keys are near one another by chance: `n_head`, `d_head`. */
export const shortest = 7;
/** Shorter still, and a letter more or less at the end is a slip: `epoch` for `epochs`. */
export const shortestCut = 5;
/** From this length on two slips are forgiven. */
const long = 12;
export const plain = (key: string): string => key.toLowerCase().replace(/[_\-\s]/g, '');

/** A bit for each letter that a word has. */
function lettersOf(word: string): number {
  let letters = 0;
  for (let at = 0; at < word.length; at += 1) letters |= 1 << (word.charCodeAt(at) & 31);
  return letters;
}

function bitsOf(value: number): number {
  let bits = 0;
  for (let rest = value; rest !== 0; rest &= rest - 1) bits += 1;
  return bits;
}

/**
 * How many slips lie between two words: letters left out, put in, changed, or two swapped (the optimal string alignment
 * distance). Infinity where there are more than `most`.
 */
function slipsBetween(one: string, other: string, most: number): number {
  let before: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, column) => column);
  for (let row = 1; row <= one.length; row += 1) {
    const next = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const isSame = one[row - 1] === other[column - 1];
      let least = Math.min(
        (last[column - 1] ?? 0) + (isSame ? 0 : 1),
        (last[column] ?? 0) + 1,
        (next[column - 1] ?? 0) + 1,
      );
      if (row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1])
        least = Math.min(least, (before[column - 2] ?? 0) + 1);
      next.push(least);
    }
    before = last;
    last = next;
  }
  const slips = last[other.length] ?? Infinity;
  return slips <= most ? slips : Infinity;
}

export interface Word {
  readonly key: string;
  /** Without case and separators. */
  readonly name: string;
  readonly letters: number;
}

export function wordOf(key: string): Word {
  const name = plain(key);
  return { key, name, letters: lettersOf(name) };
}

/** Whether one word is the other but for a letter at the end. */
const isCutShort = (one: string, other: string): boolean =>
  Math.abs(one.length - other.length) === 1 && (one.startsWith(other) || other.startsWith(one));

/** Whether one slip makes a key of another: for short keys too, where it is known that the other is missing. */
export const isOneSlipFrom = (key: string, other: string): boolean =>
  key !== other && slipsBetween(key, other, 1) === 1;

/** The field that a key is a slip of: the one with the fewest slips; null where none is near. */
export function meantBy(key: string, fields: readonly Word[]): string | null {
  const written = wordOf(key);
  if (written.name.length < shortestCut) return null;
  if (written.name.length < shortest)
    return fields.find(({ name }) => isCutShort(written.name, name))?.key ?? null;
  let found: string | null = null;
  let fewest = Infinity;
  for (const field of fields) {
    const most = field.name.length < long ? 1 : 2;
    if (Math.abs(written.name.length - field.name.length) > most) continue;
    // A slip changes at most two of the letters that a word has.
    if (bitsOf(written.letters ^ field.letters) > 2 * most) continue;
    const slips = slipsBetween(written.name, field.name, most);
    if (slips < fewest) [found, fewest] = [field.key, slips];
  }
  return found;
}
