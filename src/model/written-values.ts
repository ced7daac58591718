import { conceptOfKey, type Concept } from './key-spellings';
import type { Span } from './reading';

/** A whole number that a text gives to a key of a model's shape. */
export interface WrittenValue {
  readonly concept: Concept;
  /** As the file spells it. */
  readonly key: string;
  readonly value: number;
  readonly span: Span;
}

/** Parts of a model that read images or sounds: their sizes are not those of the model that the figures are of. */
const towers = /(?:^|[._])(?:vision|audio|image|speech|vqvae|vae|projector)/i;
const wholeNumber = /^\d[\d_]*$/;

/**
 * What a text writes of one of its models: `anchors` are where its models begin, `model` which of them. Of several
 * models of one source, a value is of the one above it. In the order of the text.
 */
export function writtenValues(
  text: string,
  positions: ReadonlyMap<string, Span>,
  anchors: readonly number[],
  model: number,
): readonly WrittenValue[] {
  const isAlone = anchors.length === 1;
  const from = isAlone ? 0 : (anchors[model] ?? 0);
  const to = isAlone ? Infinity : Math.min(...anchors.filter((offset) => offset > from), Infinity);
  const found = new Map<number, WrittenValue>();
  // Beside `dim`, which is the width then, it is the feed-forward's (Llama's own params.json); alone it is the width (Levanter).
  const hiddenDim = positions.has('dim') ? 'intermediate_size' : 'hidden_size';
  for (const [path, span] of positions) {
    if (span.offset < from || span.offset >= to) continue;
    const key = path.slice(path.lastIndexOf('.') + 1);
    const concept = key === 'hidden_dim' ? hiddenDim : conceptOfKey(key);
    if (concept === undefined || towers.test(path)) continue;
    const written = text.slice(span.offset, span.offset + span.length);
    if (!wholeNumber.test(written)) continue;
    // A value of a source may be there under two paths.
    found.set(span.offset, { concept, key, value: Number(written.replaceAll('_', '')), span });
  }
  return [...found.values()].sort((one, other) => one.span.offset - other.span.offset);
}
