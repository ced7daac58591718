import { setImmediate } from 'node:timers/promises';
import { numberAt } from '../../energy/plans/plan-number';
import type { NumberOption } from '../../energy/plans/plan-fields';
import type { Span } from '../../model/reading';
import type { ModelSpec } from '../../model/spec';
import { sizesWithin, valuesAmong } from '../../model/written-values';
import type { Message } from '../../units/message';
import { modelCostAt, underPlanOf, type CostSettings, type Estimated, type ModelCost } from '../model-cost';
import { differenceOf, figuresOf, type KnownKinds, type SpecFigures } from './spec-figures';
import { othersOf, type OtherValue } from './other-numbers';
import {
  conceptOfPartKey,
  layerSteps,
  planConceptOf,
  unnamed,
  valueConceptOf,
  type ValueConcept,
} from './value-concepts';
import { configLabel, isOfTower, planLabel } from './value-labels';
import { partOfModel, type ModelPart } from './model-part';
import { planWords, specsOf, withNumber } from './varied-document';

/** What stands behind one value of a document. */
export interface ValueHint {
  readonly concept: ValueConcept;
  readonly label: Message;
  readonly value: number;
  /** A list of sizes, where one stands there: `value` is its first. */
  readonly list: readonly number[] | null;
  /** Where the value stands. */
  readonly span: Span;
  /** Which of the document's models it is of. */
  readonly model: number;
  /** Attention heads beside it; null where the file does not say. */
  readonly heads: number | null;
  /** Whether it counts layers, of which lists may have a value each. */
  readonly countsLayers: boolean;
  /** Whether it says how the model is trained, and not what it is. */
  readonly isOfPlan: boolean;
}

/** A document and what its estimates were made of. */
export interface Hinted {
  readonly text: string;
  /** The editor's name of the document's language. */
  readonly language: string;
  readonly settings: CostSettings;
  readonly costs: readonly ModelCost[];
}

/** A document with hints behind more values would hide them all. */
const mostHints = 400;
/** Numbers of a document that are looked at: a configuration has a few dozen. */
const mostLookedAt = 300;
/** Other values that fit the rest of the file and are tried, as long as none changes a figure. */
const mostTried = 3;
/** A turn of the thread that typing does not notice. */
const longestTurnMs = 8;
/** From which part of a change of the value on a figure's change makes the value one that matters. */
const leastElasticity = 0.25;

/**
 * The hints of a document, in the order of the text: behind the values that change a figure of its estimate. Which do is found by
 * putting others in their place.
 */
export const valueHints = (hinted: Hinted): readonly ValueHint[] => inOrder([...found(hinted)]);

/** The same, without holding the thread longer than a moment at a time. */
export async function valueHintsInTurns(hinted: Hinted): Promise<readonly ValueHint[]> {
  const hints: ValueHint[][] = [];
  let since = performance.now();
  for (const each of found(hinted)) {
    hints.push(each);
    if (performance.now() - since < longestTurnMs) continue;
    await setImmediate();
    since = performance.now();
  }
  return inOrder(hints);
}

function inOrder(hints: readonly ValueHint[][]): readonly ValueHint[] {
  // A value may be the plan's and the model's.
  const byPlace = new Map(hints.flat().map((hint) => [hint.span.offset, hint]));
  return [...byPlace.values()].sort((one, other) => one.span.offset - other.span.offset).slice(0, mostHints);
}

/** The hints of each value that is looked at: one, or none. */
function* found(hinted: Hinted): Generator<ValueHint[]> {
  const { text, costs } = hinted;
  let words: { readonly plan: string | null } | undefined;
  const plan = (): string | null => (words ??= { plan: planWords(text) }).plan;
  const anchors = costs.map((cost) => (cost.kind === 'estimate' ? cost.reading.anchor.offset : Infinity));
  for (const [model, cost] of costs.entries()) {
    if (cost.kind !== 'estimate') continue;
    yield* configHints(hinted, cost, anchors, model, plan);
    yield* planHints(hinted, cost, model, plan);
  }
}

function* configHints(
  hinted: Hinted,
  cost: Estimated,
  anchors: readonly number[],
  model: number,
  plan: () => string | null,
): Generator<ValueHint[]> {
  const { text, language, settings } = hinted;
  const { reading, estimate } = cost;
  const { positions } = reading;
  const { numbers, lists } = sizesWithin(text, positions, anchors, model);
  const written = [
    ...numbers.map((number) => ({ ...number, list: null })),
    ...lists.map(({ values, ...list }) => ({ ...list, value: values[0] ?? 0, list: values })),
  ].slice(0, mostLookedAt);
  if (written.length === 0) return;
  const sizes = valuesAmong(numbers, positions);
  const heads = sizes.find(({ concept }) => concept === 'num_attention_heads')?.value ?? null;
  const conceptAt = new Map(sizes.map(({ span, concept }) => [span.offset, valueConceptOf(concept)]));
  const part = partOfModel(
    text,
    language,
    cost,
    model,
    written.map(({ span }) => span),
    plan,
  );
  const kinds = new Map<number, KnownKinds>();
  const figures = (spec: ModelSpec): SpecFigures => {
    const length = lengthOf(cost, spec);
    const known: KnownKinds = kinds.get(length) ?? new Map<string, never>();
    kinds.set(length, known);
    return figuresOf(spec, length, known);
  };
  const before = figures(reading.spec);
  const isSequenceOpen =
    typeof cost.options.sequenceLength !== 'number' && reading.spec.tokensPerSample === 'sequence';
  const hintOf = ({ key, value, span, list }: (typeof written)[number]): ValueHint | null => {
    const place = part.shift(span);
    if (place === null || value < 1) return null;
    const exact = conceptAt.get(span.offset);
    const concept = exact ?? conceptOfPartKey(key);
    const tried = { concept: concept ?? unnamed(key, false), value, list, heads };
    for (const other of changesBy(part, place, tried)) {
      const after = figures(other.spec);
      const difference = differenceOf(before, after);
      if (difference === null) continue;
      const label = configLabel({
        value,
        concept,
        estimate,
        before,
        after,
        difference,
        step: list === null ? other.value - value : null,
        decidesSequence: isSequenceOpen && estimate.flops.seq === value,
        otherEstimate() {
          const changed = modelCostAt(other.text, underPlanOf(cost, settings), language, part.model);
          return changed?.kind === 'estimate' ? changed.estimate : null;
        },
      });
      if (label === null) continue;
      const countsLayers = list === null && difference.layers !== null && difference.layers !== 0;
      const isFollowed = countsLayers || isElastic(before, after, other.value / value);
      const named = list === null ? concept : undefined;
      const shown = named ?? unnamed(key, isFollowed, countsLayers ? layerSteps : undefined);
      const matters = !isOfTower(difference) && shown.matters && (exact !== undefined || isFollowed);
      return {
        concept: matters === shown.matters ? shown : { ...shown, matters },
        label,
        value,
        list,
        span,
        model,
        heads,
        countsLayers,
        isOfPlan: false,
      };
    }
    return null;
  };
  for (const each of written) {
    const hint = hintOf(each);
    yield hint === null ? [] : [hint];
  }
}

const lengthOf = ({ estimate }: Estimated, { tokensPerSample }: ModelSpec): number =>
  typeof tokensPerSample === 'number' ? tokensPerSample : estimate.flops.seq;

interface OtherModel {
  readonly value: number;
  readonly spec: ModelSpec;
  readonly text: string;
}

/** The model with other values in the place of one, those that fit the file. */
function* changesBy(
  { text, model }: ModelPart,
  place: Span,
  tried: Parameters<typeof othersOf>[0],
): Generator<OtherModel> {
  let fitting = 0;
  for (const { value, put } of alternately(othersOf(tried))) {
    if (fitting === mostTried) return;
    const direct = withNumber(text, place, put, null);
    const own = specsOf(direct)[model] ?? null;
    // Lists may have a value a layer.
    const fitted = own === null && tried.list === null ? withNumber(text, place, put, tried.value) : direct;
    const spec = own ?? (fitted === direct ? null : (specsOf(fitted)[model] ?? null));
    if (spec === null) continue;
    fitting += 1;
    yield { value, spec, text: fitted };
  }
}

/** The nearest two larger ones, then the nearest two smaller ones, then the others; each once. */
function alternately({ smaller, larger }: ReturnType<typeof othersOf>): readonly OtherValue[] {
  const all = [...larger.slice(0, 2), ...smaller.slice(0, 2), ...larger.slice(2), ...smaller.slice(2)];
  return [...new Map(all.map((other) => [other.put, other])).values()];
}

/** Whether parameters, products or the cache follow the value closely. */
function isElastic(before: SpecFigures, after: SpecFigures, ratio: number): boolean {
  const total = ({ parts }: SpecFigures, figure: 'parameters' | 'matmul'): number =>
    parts.reduce((sum, part) => sum + part[figure], 0);
  return [
    [total(before, 'parameters'), total(after, 'parameters')] as const,
    [total(before, 'matmul'), total(after, 'matmul')] as const,
    [before.cachedPerToken, after.cachedPerToken] as const,
  ].some(
    ([old, now]) => old > 0 && now > 0 && Math.abs(Math.log(now / old) / Math.log(ratio)) >= leastElasticity,
  );
}

function* planHints(
  hinted: Hinted,
  cost: Estimated,
  model: number,
  plan: () => string | null,
): Generator<ValueHint[]> {
  const { text, language, settings } = hinted;
  const words = cost.planPositions.size === 0 ? null : plan();
  if (words === null) return;
  const options = new Map<number, NumberOption>();
  for (const [option, place] of cost.places) {
    const span = place.file === undefined ? numberAt(text, place) : null;
    if (span !== null) options.set(span.offset, option as NumberOption);
  }
  const { numbers } = sizesWithin(text, cost.planPositions, [0], 0);
  for (const { key, value, span } of numbers.slice(0, mostLookedAt)) {
    const option = options.get(span.offset) ?? null;
    const concept = planConceptOf(option, key);
    let label: Message | null = null;
    for (const { put } of alternately(othersOf({ concept, value, list: null, heads: null })).slice(
      0,
      mostTried,
    )) {
      const changed = withNumber(text, span, put, null);
      const saidThen = planWords(changed);
      if (saidThen === null) continue;
      // Most numbers of a plan say nothing of what it costs.
      if (saidThen === words) break;
      const other = modelCostAt(changed, settings, language, model);
      if (other?.kind === 'estimate') label = planLabel(option, cost.estimate, other.estimate);
      if (label !== null) break;
    }
    const place = { value, list: null, span, model, heads: null };
    yield label === null ? [] : [{ concept, label, ...place, countsLayers: false, isOfPlan: true }];
  }
}
