import { readTrainingPlan } from '../../energy/plans/read-plan';
import { readModelConfigs } from '../../model/read-config';
import type { Span } from '../../model/reading';
import type { ModelSpec } from '../../model/spec';
import { layerListEdits } from './layer-lists';

/** Longer texts are read without what is long in them: lists of labels, tables of words. */
const longestRead = 32 * 1024;
const longestValue = 1024;

/** The text with another one in the place of a span. */
export const replaced = (text: string, { offset, length }: Span, put: string): string =>
  `${text.slice(0, offset)}${put}${text.slice(offset + length)}`;

/** The text with another value in the place of one, and the lists that have a value a layer made to fit. */
export function withNumber(text: string, span: Span, put: string, layers: number | null): string {
  const wanted = Number(put);
  const lists = layers === null || !Number.isInteger(wanted) ? [] : layerListEdits(text, layers, wanted);
  return [{ ...span, text: put }, ...lists]
    .sort((one, other) => other.offset - one.offset)
    .reduce((changed, edit) => replaced(changed, edit, edit.text), text);
}

/** A shorter text, and where a place of the whole one is in it: null where it was left out. */
export interface ShortText {
  readonly text: string;
  readonly shift: (span: Span) => Span | null;
}

/** A text without some parts of it, which are in its order. */
export function without(text: string, parts: readonly Span[]): ShortText {
  let short = '';
  let from = 0;
  for (const { offset, length } of parts) {
    short += text.slice(from, offset);
    from = offset + length;
  }
  return {
    text: short + text.slice(from),
    shift({ offset, length }) {
      let left = 0;
      for (const part of parts) {
        if (part.offset > offset) break;
        if (offset < part.offset + part.length) return null;
        left += part.length;
      }
      return { offset: offset - left, length };
    },
  };
}

/**
 * A text without its long values, which have no size of a model in them, so that it is read quickly with one value after
 * another in the place of one; `positions` are where its values stand, by path. As it is where it is short.
 */
export function shortened(text: string, positions: ReadonlyMap<string, Span>): ShortText {
  if (text.length <= longestRead) return without(text, []);
  const cuts: Span[] = [];
  for (const span of positions.values()) {
    const first = text[span.offset];
    if (span.length < longestValue || (first !== '{' && first !== '[')) continue;
    const isSection = /"(?:model_type|hidden_size|num_hidden_layers|d_model|embed_dim)"/.test(
      text.slice(span.offset, span.offset + span.length),
    );
    const last = cuts.at(-1);
    if (!isSection && (last === undefined || span.offset >= last.offset + last.length)) cuts.push(span);
  }
  // Its brackets stay.
  const short = without(
    text,
    cuts.map(({ offset, length }) => ({ offset: offset + 1, length: length - 2 })),
  );
  return {
    text: short.text,
    shift: (span) => (cuts.some(({ offset }) => offset === span.offset) ? null : short.shift(span)),
  };
}

/** The models of a text, each as far as it can be read. */
export const specsOf = (text: string): readonly (ModelSpec | null)[] =>
  readModelConfigs(text).flatMap((reading) =>
    reading.kind === 'notModel' ? [] : [reading.kind === 'model' ? reading.spec : null],
  );

/** What a text says of its training, to be compared with what another says; null where that is not allowed. */
export function planWords(text: string): string | null {
  const reading = readTrainingPlan(text);
  if (reading.kind !== 'plan' || reading.plan.diagnostics.length > 0) return null;
  const { options, adapter } = reading.plan;
  return JSON.stringify([options, adapter]);
}
