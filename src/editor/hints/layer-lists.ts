/** A stretch of a text and what comes in its place. */
export interface ListEdit {
  readonly offset: number;
  readonly length: number;
  readonly text: string;
}

/** A key and its list of plain values, on one line or several. */
const listOfKey = /([\w-]+)["']?\s*[:=]\s*\[([^[\]{}]*)\]/g;
/** Lists that are as long as something else: parts of a head, words of a vocabulary. */
const otherLists = /factor|section|token|_ids?$/i;

/**
 * What makes the lists of a text that have a value a layer (`layer_types`, `no_rope_layers`) fit another number of layers: cut, or
 * going on in their pattern, else with their last value.
 */
export const layerListEdits = (text: string, layers: number, wanted: number): readonly ListEdit[] =>
  [...text.matchAll(listOfKey)].flatMap((found): ListEdit[] => {
    const [whole, key = '', written = ''] = found;
    if (otherLists.test(key)) return [];
    const pieces = written.split(',');
    const end = pieces.at(-1)?.trim() === '' ? `,${pieces.pop() ?? ''}` : (/\s*$/.exec(written)?.[0] ?? '');
    const values = pieces.map((piece) => piece.trim());
    if (values.length !== layers || layers < 2) return [];
    const period = periodOf(values);
    const fitted = Array.from({ length: wanted }, (_value, index) =>
      index < layers ? values[index] : period === null ? values.at(-1) : values[index % period],
    );
    const [lead = '', between = ''] = pieces.map((piece) => /^\s*/.exec(piece)?.[0] ?? '');
    return [
      {
        offset: found.index + whole.length - 1 - written.length,
        length: written.length,
        text: `${lead}${fitted.join(`,${between}`)}${end}`,
      },
    ];
  });

/** After how many values they begin anew, at least twice; null where they don't. */
function periodOf(values: readonly string[]): number | null {
  for (let period = 1; 2 * period <= values.length; period += 1)
    if (values.every((value, index) => index < period || value === values[index - period])) return period;
  return null;
}
