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

/**
 * The whole numbers that a text writes of one of its models: `anchors` are where its models begin, `model` which of them. Of
 * several models of one source, a value is of the one above it. In the order of the text.
 */
export function numbersWithin(
  text: string,
  positions: ReadonlyMap<string, Span>,
  anchors: readonly number[],
  model: number,
): readonly WrittenNumber[] {
  return placesWithin(positions, anchors, model).flatMap((place) => {
    const written = text.slice(place.span.offset, place.span.offset + place.span.length);
    return wholeNumber.test(written) ? [{ ...place, value: Number(written.replaceAll('_', '')) }] : [];
  });
}

/** The lists of whole numbers that a text writes of one of its models, as `numbersWithin`. */
export function listsWithin(
  text: string,
  positions: ReadonlyMap<string, Span>,
  anchors: readonly number[],
  model: number,
): readonly WrittenList[] {
  return placesWithin(positions, anchors, model).flatMap((place) => {
    const { offset, length } = place.span;
    if (text[offset] !== '[' || length > longestList) return [];
    const written = text.slice(offset, offset + length);
    return wholeNumbers.test(written)
      ? [{ ...place, values: [...written.matchAll(/\d+/g)].map(([digits]) => Number(digits)) }]
      : [];
  });
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

/** What a text writes of the shape of one of its models; see `numbersWithin`. */
export function writtenValues(
  text: string,
  positions: ReadonlyMap<string, Span>,
  anchors: readonly number[],
  model: number,
): readonly WrittenValue[] {
  // Beside `dim`, which is the width then, it is the feed-forward's (Llama's own params.json); alone it is the width (Levanter).
  const hiddenDim = positions.has('dim') ? 'intermediate_size' : 'hidden_size';
  return numbersWithin(text, positions, anchors, model).flatMap((number) => {
    const concept = number.key === 'hidden_dim' ? hiddenDim : conceptOfKey(number.key);
    return concept === undefined || towers.test(number.path) ? [] : [{ ...number, concept }];
  });
}
