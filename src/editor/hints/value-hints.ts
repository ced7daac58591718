import type { Span } from '../../model/reading';
import type { NumberOption } from '../../energy/plans/plan-fields';
import { numberAt } from '../../energy/plans/plan-number';
import { writtenValues } from '../../model/written-values';
import type { Message } from '../../units/message';
import type { Estimated, ModelCost } from '../model-cost';
import { planConceptOf, valueConceptOf, type ValueConcept } from './value-concepts';

/** What stands behind one value of a document. */
export interface ValueHint {
  readonly concept: ValueConcept;
  readonly label: Message;
  readonly value: number;
  /** Where the value stands. */
  readonly span: Span;
  /** Which of the document's models it is of. */
  readonly model: number;
  /** Attention heads beside it; null where the file does not say. */
  readonly heads: number | null;
}

/** A document with hints behind more values would hide them all. */
const mostHints = 400;

/** The hints of a document, in the order of the text. */
export function valueHints(text: string, costs: readonly ModelCost[]): readonly ValueHint[] {
  const anchors = costs.map((cost) => (cost.kind === 'estimate' ? cost.reading.anchor.offset : Infinity));
  const hints = costs.flatMap((cost, model) => {
    if (cost.kind !== 'estimate') return [];
    return [...configHints(text, cost, anchors, model), ...planHints(text, cost, model)];
  });
  // A value may be the plan's and the model's.
  const byPlace = new Map(hints.map((hint) => [hint.span.offset, hint]));
  return [...byPlace.values()].sort((one, other) => one.span.offset - other.span.offset).slice(0, mostHints);
}

function configHints(text: string, cost: Estimated, anchors: readonly number[], model: number): ValueHint[] {
  const values = writtenValues(text, cost.reading.positions, anchors, model);
  const heads = values.find(({ concept }) => concept === 'num_attention_heads')?.value ?? null;
  return values.flatMap(({ concept, value, span }) => {
    const shown = valueConceptOf(concept);
    const label = value > 0 ? (shown?.label(cost.estimate, value, cost.reading.spec) ?? null) : null;
    return shown === undefined || label === null
      ? []
      : [{ concept: shown, label, value, span, model, heads }];
  });
}

function planHints(text: string, cost: Estimated, model: number): ValueHint[] {
  return [...cost.places].flatMap(([option, place]) => {
    const concept = planConceptOf(option as NumberOption, place.key);
    const span = place.file === undefined && concept !== undefined ? numberAt(text, place) : null;
    if (span === null || concept === undefined) return [];
    const value = Number(text.slice(span.offset, span.offset + span.length).replaceAll('_', ''));
    const label = concept.label(cost.estimate, value, cost.reading.spec);
    return label === null ? [] : [{ concept, label, value, span, model, heads: null }];
  });
}
