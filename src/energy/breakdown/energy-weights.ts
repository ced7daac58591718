import { fittedConstants } from '../machine-constants';
import { bytesPerNumber, cacheBytesPerNumber } from '../memory';
import type { Recomputation } from '../plan-options';
import type { Plan } from '../plan';
import { stepEnergyShares } from '../power';
import type { StepTime } from '../step-time';
import type { ServingPhase } from '../serving-phases';
import { decodingSeconds, type InferenceEstimate } from '../inference';
import { bytesRead } from '../step-weights';
import { passes, passesOverMemory, passesOverScores, stepTime } from '../step-time';
import { isCore, numbersMoved } from '../workload';
import type { Part } from './parts';

/** What of an energy a part takes, from 0 to 1. Forward, backward and optimizer are of training's energy. */
export interface EnergyShares {
  readonly forward: number;
  /** With what of the forward pass is computed again. */
  readonly backward: number;
  readonly optimizer: number;
  readonly prefill: number;
  readonly decode: number;
}

/** Shares of training's energy that no part of the model takes. */
export interface SharesBetween {
  readonly communication: number;
  readonly bubble: number;
  /** What is left by rounding, or in a model without products. */
  readonly other: number;
}

/**
 * An exponential takes as long as so many FLOPs of products: 3.9 against 989 TFLOP/s on an H100, in 16 bits
 * (Shah et al. 2024, FlashAttention-3, section 3.1, https://arxiv.org/abs/2407.08608).
 */
const flopsPerExponential = 256;

/** Forward and backward weight of a part in one kind of a step's work; the kinds are those of `StepTime`. */
interface Weight {
  readonly forward: number;
  readonly backward: number;
}
const none: Weight = { forward: 0, backward: 0 };
const both = (forward: number, backward: number): Weight => ({ forward, backward });

const kinds = ['products', 'experts', 'head', 'attention', 'elementwise', 'launch', 'optimizer'] as const;
type Kind = (typeof kinds)[number];

/** Whether a part is of experts that a router chooses among, whose products are at a rate of their own. */
const isRouted = ({ component, stepWeights }: Part): boolean =>
  component === 'experts' && stepWeights.experts > 0;
const kindOfProducts = (part: Part): 'products' | 'experts' | 'head' =>
  part.component === 'head' ? 'head' : isRouted(part) ? 'experts' : 'products';

/** How the work of a step falls to a part, kind by kind, in a unit of that kind. */
function weightsOf(part: Part, plan: Plan, backwardScale: number): Readonly<Record<Kind, Weight>> {
  const { recompute, flashAttention, isUnfused, forwardPasses } = plan.setup.step;
  const again = recompute === 'full' ? 1 : 0;
  // A reference's are of the forward pass.
  const times = 1 + forwardPasses;
  const weights: Record<Kind, Weight> = {
    products: none,
    experts: none,
    head: none,
    attention: none,
    elementwise: none,
    launch: both(part.kernels * times, part.kernels * (passes - 1 + again)),
    optimizer: both(part.parameters, 0),
  };
  // A pass over text runs no tower.
  if (part.tower !== null) return { ...weights, launch: none };
  const forward = part.forwardFlops - part.overcountedForward;
  const backward = (part.backwardFlops - part.overcountedBackward) * backwardScale;
  if (isCore(part.component))
    return { ...weights, ...coreWeights(part, { flashAttention, recompute, again, times }) };
  const kind = kindOfProducts(part);
  weights[kind] = both(times * forward, backward + (kind === 'head' ? 0 : again * forward));
  const { expertFlops, permutedNumbers } = plan.work;
  const permuted = isRouted(part) && expertFlops > 0 ? (permutedNumbers / expertFlops) * forward : 0;
  const numbers =
    numbersMoved(part.component, part.elementwiseFlops) * passesOverMemory(isUnfused) + permuted;
  const elementwiseAgain = recompute === 'selective' ? 1 : again;
  weights.elementwise = both(times * numbers, numbers * (passes - 1 + elementwiseAgain));
  return weights;
}

/** A flash kernel does all three terms at once, and in the backward pass the scores again: 3 products with Q and K, 2 with V. */
function coreWeights(
  part: Part,
  {
    flashAttention,
    recompute,
    again,
    times,
  }: {
    readonly flashAttention: boolean;
    readonly recompute: Recomputation;
    readonly again: number;
    readonly times: number;
  },
): Partial<Record<Kind, Weight>> {
  if (flashAttention) {
    const isScores = part.component.endsWith('.scores');
    const visible = part.forwardFlops - part.maskableFlops + part.visibleScores * flopsPerExponential;
    const backward = part.visibleScores > 0 ? 1 : isScores ? 3 : 2;
    return {
      attention: both(times * visible, visible * (backward + (recompute === 'attention' ? 1 : again))),
    };
  }
  const numbers = part.scores * passesOverScores;
  return {
    attention: both(times * part.forwardFlops, part.forwardFlops * (2 + (recompute === 'none' ? 0 : 1))),
    elementwise: both(times * numbers, numbers * (passes - 1 + again)),
  };
}

/** The energy of a step by kind of work; products of the output head and of routed experts, at rates of their own, apart. */
function sharesByKind(
  plan: Plan,
  time: StepTime,
): Readonly<Record<keyof StepTime | 'head' | 'experts', number>> {
  const shares = stepEnergyShares(plan.accelerator, plan.powerLimitWatts, time, plan.convention === 'tdp');
  const secondsWith = (projectionFlops: number, expertFlops: number): number =>
    stepTime({ ...plan.work, projectionFlops, expertFlops }, plan.setup.step, fittedConstants).products;
  const { expertFlops } = plan.work;
  const head = secondsWith(0, 0);
  const share = (seconds: number): number => (time.products > 0 ? Math.min(1, seconds / time.products) : 0);
  const ofHead = share(head);
  const ofExperts = share(secondsWith(expertFlops, expertFlops) - head);
  // Weights are widened for the products of the layers; the head's stay as they are.
  const ofLayers = shares.products * (1 - ofHead) + shares.dequantisation;
  const expertsOfLayers = ofHead < 1 ? Math.min(1, ofExperts / (1 - ofHead)) : 0;
  return {
    ...shares,
    products: ofLayers * (1 - expertsOfLayers),
    experts: ofLayers * expertsOfLayers,
    head: shares.products * ofHead,
  };
}

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

/** Divides training's energy among the parts, in their order, by what each asks of the machine. All shares sum to 1. */
export function trainingShares(
  parts: readonly Part[],
  plan: Plan,
): {
  readonly parts: readonly Pick<EnergyShares, 'forward' | 'backward' | 'optimizer'>[];
  readonly between: SharesBetween;
} {
  const time = stepTime(plan.work, plan.setup.step, fittedConstants);
  const byKind = sharesByKind(plan, time);
  const done = parts.filter(({ tower }) => tower === null);
  const forward = sumOf(done.map((part) => part.forwardFlops - part.overcountedForward));
  const backward = sumOf(done.map((part) => part.backwardFlops - part.overcountedBackward));
  // Frozen weights get no gradient: the plan's ratio stands over the model's.
  const scale =
    plan.trainable === null || backward <= 0
      ? 1
      : Math.max(0, (plan.work.trainingOverForward - 1) * forward) / backward;
  const weights = parts.map((part) => weightsOf(part, plan, scale));
  const perWeight = Object.fromEntries(
    kinds.map((kind) => {
      const total = sumOf(weights.map((weight) => weight[kind].forward + weight[kind].backward));
      return [kind, total > 0 ? byKind[kind] / total : 0];
    }),
  ) as Record<Kind, number>;
  const shareOf = (weight: Readonly<Record<Kind, Weight>>, way: keyof Weight): number =>
    sumOf(kinds.map((kind) => (kind === 'optimizer' ? 0 : weight[kind][way] * perWeight[kind])));
  return {
    parts: weights.map((weight) => ({
      forward: shareOf(weight, 'forward'),
      backward: shareOf(weight, 'backward'),
      optimizer: weight.optimizer.forward * perWeight.optimizer,
    })),
    between: {
      communication: byKind.communication,
      bubble: byKind.bubble,
      other: sumOf(kinds.map((kind) => (perWeight[kind] > 0 ? 0 : byKind[kind]))),
    },
  };
}

/** What of a token's products falls to a part in a phase, those that the mask hides left out. */
const productWeight = (part: Part, phase: ServingPhase): number =>
  part.tower === null && (part.servingPhase ?? phase) === phase
    ? part.forwardFlops -
      part.maskableFlops -
      part.overcountedForward +
      part.visibleScores * flopsPerExponential
    : 0;

/** Seconds of a part in writing a token for each sequence of a batch: its kernels read the weights that are used, and the cache. */
function decodeWeight(part: Part, plan: Plan, accelerators: number): number {
  if (part.tower !== null || part.servingPhase === 'reading') return 0;
  const { servedBatchSize: batch, sequenceLength, dtype } = plan;
  const cachedNumbers = part.cachedPerToken * sequenceLength + part.cachedPerSample;
  const bytes =
    bytesRead(part.stepWeights, batch, bytesPerNumber(dtype)) +
    cachedNumbers * batch * cacheBytesPerNumber(dtype);
  return decodingSeconds(bytes, part.kernels, plan, accelerators).mid;
}

const normalised = (weights: readonly number[]): readonly number[] => {
  const total = sumOf(weights);
  return weights.map((weight) => (total > 0 ? weight / total : 0));
};

export const prefillShares = (parts: readonly Part[]): readonly number[] =>
  normalised(parts.map((part) => productWeight(part, 'reading')));

/** By what decoding waits for: reading weights and cache, or products. */
export const decodeShares = (
  parts: readonly Part[],
  plan: Plan,
  { decodeLimit, accelerators }: Pick<InferenceEstimate, 'decodeLimit' | 'accelerators'>,
): readonly number[] =>
  normalised(
    parts.map((part) =>
      decodeLimit === 'memory' ? decodeWeight(part, plan, accelerators) : productWeight(part, 'writing'),
    ),
  );
