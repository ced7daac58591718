import type { Span } from '../../model/reading';
import type { NumberOption, PlanPlace } from '../../energy/plans/plan-fields';
import type { ModelCost } from '../model-cost';
import { conceptOf, isHeadsKey, planConcepts, type ValueConcept } from './value-concepts';

type Estimated = Extract<ModelCost, { kind: 'estimate' }>;

/** What stands behind one value of a document. */
export interface ValueHint {
  readonly concept: ValueConcept;
  readonly label: string;
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
/** Parts of a model that read images or sounds: the estimate's figures are not theirs. */
const towers = /(?:^|[._])(?:vision|audio|image|speech|vqvae|vae|projector)/i;
const wholeNumber = /^\d[\d_]*$/;

/** The hints of a document, in the order of the text. */
export function valueHints(text: string, costs: readonly ModelCost[]): readonly ValueHint[] {
  const anchors = costs.map((cost) => (cost.kind === 'estimate' ? cost.reading.anchor.offset : Infinity));
  const hints = costs.flatMap((cost, model) => {
    if (cost.kind !== 'estimate') return [];
    // Of several models of one source, a value is of the one above it.
    const isAlone = costs.length === 1;
    const from = isAlone ? 0 : (anchors[model] ?? 0);
    const to = isAlone ? Infinity : Math.min(...anchors.filter((offset) => offset > from), Infinity);
    return [...configHints(text, cost, model, from, to), ...planHints(text, cost, model)];
  });
  // A value of a source may be there under two paths.
  const byPlace = new Map(hints.map((hint) => [hint.span.offset, hint]));
  return [...byPlace.values()].sort((one, other) => one.span.offset - other.span.offset).slice(0, mostHints);
}

function configHints(text: string, cost: Estimated, model: number, from: number, to: number): ValueHint[] {
  const values = [...cost.reading.positions].flatMap(([path, span]) => {
    if (span.offset < from || span.offset >= to || towers.test(path)) return [];
    const key = path.slice(path.lastIndexOf('.') + 1);
    const concept = conceptOf(key);
    if (concept === undefined && !isHeadsKey(key)) return [];
    const written = text.slice(span.offset, span.offset + span.length);
    return wholeNumber.test(written)
      ? [{ key, concept, span, value: Number(written.replaceAll('_', '')) }]
      : [];
  });
  const heads = values.find(({ key }) => isHeadsKey(key))?.value ?? null;
  return values.flatMap(({ concept, span, value }) => {
    const label = value > 0 ? (concept?.label(cost.estimate, value) ?? null) : null;
    return concept === undefined || label === null ? [] : [{ concept, label, value, span, model, heads }];
  });
}

function planHints(text: string, cost: Estimated, model: number): ValueHint[] {
  return Object.entries(planConcepts).flatMap(([option, concept]) => {
    const place = cost.places.get(option as NumberOption);
    const span = place?.file === undefined && place !== undefined ? numberAt(text, place) : null;
    if (span === null) return [];
    const value = Number(text.slice(span.offset, span.offset + span.length).replaceAll('_', ''));
    const label = concept.label(cost.estimate, value);
    return label === null ? [] : [{ concept, label, value, span, model, heads: null }];
  });
}

/** The whole number that stands at a place; null where something else does. */
function numberAt(text: string, { line, column }: PlanPlace): Span | null {
  let start = 0;
  for (let passed = 1; passed < line; passed += 1) {
    start = text.indexOf('\n', start) + 1;
    if (start === 0) return null;
  }
  const offset = start + column - 1;
  const [written] = /^\d[\d_]*(?![\d.eE])/.exec(text.slice(offset, offset + 30)) ?? [];
  return written === undefined ? null : { offset, length: written.length };
}
