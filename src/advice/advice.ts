import type { Estimate } from '../energy/estimate';
import type { PlanOptions } from '../energy/plan-options';
import type { FileOption, PlanPlace } from '../energy/plans/plan-fields';
import { numberAt } from '../energy/plans/plan-number';
import type { Layer } from '../model/layers';
import type { Span } from '../model/reading';
import type { ModelSpec } from '../model/spec';
import type { WrittenValue } from '../model/written-values';
import type { Message } from '../units/message';

/** Each has a section of this name in docs/diagnostics.md. */
export const adviceCodes = [
  'contradiction',
  'plan',
  'memory',
  'sequence-length',
  'vocabulary-padding',
  'width-alignment',
  'head-width',
  'key-value-heads',
] as const;
export type AdviceCode = (typeof adviceCodes)[number];

/** `warning`: it can't be so. `information`: it costs something that can be said. `hint`: worth knowing before training. */
export type Severity = 'warning' | 'information' | 'hint';

export interface Edit {
  readonly span: Span;
  readonly text: string;
}

/** A value of the plan that a person may choose for a file. */
export type ChosenOption = 'gpus' | 'batchSize' | 'sequenceLength';

/** A way out: edits of the very text, or another value of the plan that is no part of it, or a question about the plan. */
export interface Fix {
  /** What it does and what that costs. */
  readonly title: Message;
  readonly edits: readonly Edit[];
  readonly plan: Readonly<Partial<Record<ChosenOption, number>>> | 'ask' | null;
}

/** What is wrong at a place of a text, or could be had for less. */
export interface Advice {
  readonly code: AdviceCode;
  readonly severity: Severity;
  readonly message: Message;
  readonly span: Span;
  /** Which of the text's models it is of. */
  readonly model: number;
  /** The best first; empty where there is none. Estimates anew: call it when somebody asks. */
  readonly fixes: () => readonly Fix[];
}

/** A model of a text with its estimate. */
export interface Subject {
  readonly text: string;
  readonly model: number;
  readonly spec: ModelSpec;
  readonly estimate: Estimate;
  /** What the file, the settings and a person say of the plan. */
  readonly options: PlanOptions;
  /** Where the file says a value of the plan; empty where it says none. */
  readonly places: ReadonlyMap<FileOption, PlanPlace>;
  readonly anchor: Span;
  /** Sizes that the text writes, in its order. */
  readonly values: readonly WrittenValue[];
  /** Whether the file was saved beside weights: another size does not fit them. */
  readonly isOfWeights: boolean;
  /** The model estimated anew with edits of the text, its tokens and accelerators as they are; null where it can't be. */
  readonly estimateAfter: (edits: readonly Edit[]) => Estimate | null;
}

/** Whether a changed text is read by its names alone where it was read exactly: the class that it builds has not the key put in. */
export const isOfOtherKeys = (
  before: { readonly approximate?: Message | null },
  after: { readonly approximate?: Message | null },
): boolean => (before.approximate ?? null) === null && (after.approximate ?? null) !== null;

/** Layers that every token goes through: those of towers, which read images or sounds, left out. */
export const textLayers = ({ spec }: Subject): readonly Layer[] =>
  spec.blocks.filter(({ tower }) => tower === undefined).flatMap(({ layers }) => layers);

/** Where the text itself says a value of the plan; null where nothing does, or another file. */
export function placeInText({ places }: Subject, option: FileOption): PlanPlace | null {
  const place = places.get(option);
  return place === undefined || place.file !== undefined ? null : place;
}

/** The number that the text itself writes there; null where it writes none. */
export function numberInText(subject: Subject, option: FileOption): Span | null {
  const place = placeInText(subject, option);
  return place === null ? null : numberAt(subject.text, place);
}

/** The text with edits, which must not overlap. */
export const edited = (text: string, edits: readonly Edit[]): string =>
  [...edits]
    .sort((one, other) => other.span.offset - one.span.offset)
    .reduce(
      (whole, { span, text: written }) =>
        whole.slice(0, span.offset) + written + whole.slice(span.offset + span.length),
      text,
    );

/** A whole number in place of another, written as that one is: with or without `_` between thousands. */
export function numberEdit(text: string, span: Span, value: number): Edit {
  const written = text.slice(span.offset, span.offset + span.length);
  const isGrouped = /^\d{1,3}(?:_\d{3})+$/.test(written);
  return {
    span,
    text: isGrouped ? String(value).replace(/\B(?=(?:\d{3})+$)/g, '_') : String(value),
  };
}

/** Longer texts are read once: no fix is tried on them. */
export const longestTried = 200_000;
