import { conceptOfKey, type Concept } from './key-spellings';
import type { Span } from './reading';

/** A whole number that a text gives to a key. */
export interface WrittenNumber {
  /** As the file spells it. */
  readonly key: string;
  readonly path: string;
  readonly value: number;
  readonly span: Span;
}

/** A list of whole numbers that a text gives to a key: a size of each stage, say. */
export interface WrittenList extends Omit<WrittenNumber, 'value'> {
  readonly values: readonly number[];
}

/** A whole number that a text gives to a key of a model's shape. */
export interface WrittenValue extends WrittenNumber {
  readonly concept: Concept;
}

/** Parts of a model that read images or sounds: their sizes are not those of the model that the figures are of. */
const towers = /(?:^|[._])(?:vision|audio|image|speech|vqvae|vae|projector)/i;
/** Entries of a list of labels, and the numbers of words, are no sizes. */
const names =
  /(?:^|\.)(?:label2id|id2label|task_specific_params)\.|(?:_token_id|_token_ids|_token_index|seed)$/;
const wholeNumber = /^\d[\d_]*(?:\.0+)?$/;
const wholeNumbers = /^\[\s*\d+(?:\s*,\s*\d+)*\s*,?\s*\]$/;
/** Longer lists have no size of a stage each. */
const longestList = 200;

/** The sizes that a text writes of one of its models, each kind in the order of the text. */
export interface WrittenSizes {
  readonly numbers: readonly WrittenNumber[];
  readonly lists: readonly WrittenList[];
}

/**
 * The whole numbers, and the lists of them, that a text writes of one of its models: `anchors` are where its models begin,
 * `model` which of them. Of several models of one source, a value is of the one above it.
 */
export function sizesWithin(
  text: string,
  positions: ReadonlyMap<string, Span>,
  anchors: readonly number[],
  model: number,
): WrittenSizes {
  const numbers: WrittenNumber[] = [];
  const lists: WrittenList[] = [];
  for (const place of placesWithin(positions, anchors, model)) {
    const { offset, length } = place.span;
    const written = text.slice(offset, offset + length);
    if (wholeNumber.test(written)) numbers.push({ ...place, value: Number(written.replaceAll('_', '')) });
    else if (length <= longestList && wholeNumbers.test(written))
      lists.push({ ...place, values: [...written.matchAll(/\d+/g)].map(([digits]) => Number(digits)) });
  }
  return { numbers, lists };
}

function placesWithin(
  positions: ReadonlyMap<string, Span>,
  anchors: readonly number[],
  model: number,
): readonly Omit<WrittenNumber, 'value'>[] {
  const isAlone = anchors.length === 1;
  const from = isAlone ? 0 : (anchors[model] ?? 0);
  const to = isAlone ? Infinity : Math.min(...anchors.filter((offset) => offset > from), Infinity);
  // A value of a source may be there under two paths.
  const found = new Map<number, Omit<WrittenNumber, 'value'>>();
  for (const [path, span] of positions) {
    if (span.offset < from || span.offset >= to || names.test(path)) continue;
    found.set(span.offset, { key: path.slice(path.lastIndexOf('.') + 1), path, span });
  }
  return [...found.values()].sort((one, other) => one.span.offset - other.span.offset);
}

/** Which of a text's numbers are of the shape of its model, and what each stands for. */
export function valuesAmong(
  numbers: readonly WrittenNumber[],
  positions: ReadonlyMap<string, Span>,
): readonly WrittenValue[] {
  // Beside `dim`, which is the width then, it is the feed-forward's (Llama's own params.json); alone it is the width (Levanter).
  const hiddenDim = positions.has('dim') ? 'intermediate_size' : 'hidden_size';
  return numbers.flatMap((number) => {
    const concept = number.key === 'hidden_dim' ? hiddenDim : conceptOfKey(number.key);
    return concept === undefined || towers.test(number.path) ? [] : [{ ...number, concept }];
  });
}

/** What a text writes of the shape of one of its models; see `sizesWithin`. */
export const writtenValues = (
  text: string,
  positions: ReadonlyMap<string, Span>,
  anchors: readonly number[],
  model: number,
): readonly WrittenValue[] => valuesAmong(sizesWithin(text, positions, anchors, model).numbers, positions);
