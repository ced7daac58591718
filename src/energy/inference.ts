import { costOf, type ModelCost } from '../model/cost';
import type { ModelSpec } from '../model/spec';
import type { Range } from '../units/quantities';
import { productCeiling } from '../hardware/product-ceiling';
import { fittedConstants, shareOf } from './machine-constants';
import { bytesPerNumber, cacheBytesPerNumber } from './memory';
import type { Plan } from './plan';
import { isNarrow } from './plan-options';
import { decodingWatts, hostWatts, prefillWatts } from './power';
import { product, sum } from './range';
import { readsApart, specOfPhase, type ServingPhase } from './serving-phases';
import { quantisedProducts, weightBytesRead } from './step-weights';
import { isCore, sumOf } from './workload';
import { exactly } from '../units/range';

/** What serving costs. */
export interface InferenceEstimate {
  /** Energy of one written token at the plan's batch; of one token read, where the model writes none. */
  readonly joulesPerToken: Range;
  /** Energy of reading one token of the prompt. */
  readonly prefillJoulesPerToken: Range;
  /** Sequences decoded at once. */
  readonly batch: number;
  /** Tokens a second of one accelerator, where `accelerators` share the work: read, and written over the whole batch; null where the model writes none. */
  readonly prefillTokensPerSecond: Range;
  readonly decodeTokensPerSecond: Range | null;
  /** Accelerators that hold the weights and the batch's cache. */
  readonly accelerators: number;
  /** What decoding waits for in the middle case; null where the model writes no tokens. */
  readonly decodeLimit: 'memory' | 'products' | null;
}

/** Kernels written for serving reach less or more than those of training. */
const kernelSpread: Range = { low: 0.75, mid: 1, high: 1.5 };
/** Share of the memory that weights and cache may fill. */
const usableShare = 0.9;

const inverse = ({ low, mid, high }: Range): Range => ({ low: 1 / high, mid: 1 / mid, high: 1 / low });

/** Seconds of one token's products on one accelerator, for reading and for writing; one and the same where the same layers do both. */
function productSeconds(
  spec: ModelSpec,
  cost: ModelCost,
  plan: Plan,
): Readonly<Record<ServingPhase, number>> {
  if (!readsApart(spec)) {
    const seconds = tokenSeconds(spec, cost, plan);
    return { reading: seconds, writing: seconds };
  }
  const shape = { batch: plan.batchSize, sequence: plan.sequenceLength };
  const secondsOf = (phase: ServingPhase): number => {
    const part = specOfPhase(spec, phase);
    return tokenSeconds(part, costOf(part, shape), plan);
  };
  return { reading: secondsOf('reading'), writing: secondsOf('writing') };
}

/**
 * Seconds of one token's products on one accelerator: what multiplies quantised weights at the rate that the hardware has for both
 * sides held so, all else at the plan's.
 */
function tokenSeconds(spec: ModelSpec, cost: ModelCost, plan: Plan): number {
  const { accelerator, dtype } = plan;
  const tokens = plan.batchSize * plan.sequenceLength;
  const share = shareOf(fittedConstants.productShare, accelerator);
  const rateOf = (peak: number, bits: 8 | 16): number =>
    peak * productCeiling(accelerator, bits).share * share;
  const rate = rateOf(plan.peakFlopsPerSecond, isNarrow(dtype) ? 8 : 16);
  // A causal kernel skips what the mask hides.
  const flops = Math.max(0, cost.forward.matmul - cost.forward.maskable - cost.forward.unrouted) / tokens;
  const products = spec.quantisation?.products ?? null;
  const peak = products === null ? null : accelerator.peakTeraflops[products];
  if (peak === null || isNarrow(dtype)) return flops / rate;
  const core = sumOf(cost.forward.byComponent, isCore);
  const withWeights = Math.max(0, cost.forward.matmul - cost.forward.unrouted - core) / tokens;
  const narrow = Math.min(flops, withWeights * quantisedProducts(spec));
  return (flops - narrow) / rate + narrow / Math.max(rate, rateOf(peak * 1e12, 8));
}

/**
 * Serving under a plan: prefill by products, decoding by the larger of products and reading weights and cache. An encoder is
 * prefill alone, a decoder beside one decoding alone. `servingBytes` are those of the weights and of the batch's cache, which the
 * accelerators hold.
 */
export function inferenceOf(
  spec: ModelSpec,
  cost: ModelCost,
  plan: Plan,
  servingBytes: number,
): InferenceEstimate {
  const { accelerator, servedBatchSize: batch } = plan;
  const seconds = productSeconds(spec, cost, plan);
  const readingSeconds = product(exactly(seconds.reading), kernelSpread);
  const site = exactly(plan.pue);
  const host = hostWatts(accelerator);
  const prefillPower = sum(prefillWatts(accelerator, plan.powerLimitWatts), host);
  const prefillJoulesPerToken = product(readingSeconds, prefillPower, site);
  const usableBytes = accelerator.memoryGigabytes * 1e9 * usableShare;
  const accelerators = Math.max(1, Math.ceil(servingBytes / usableBytes));
  const prefillTokensPerSecond = inverse(readingSeconds);
  if (!spec.generates) {
    return {
      joulesPerToken: prefillJoulesPerToken,
      prefillJoulesPerToken,
      batch,
      prefillTokensPerSecond,
      decodeTokensPerSecond: null,
      accelerators,
      decodeLimit: null,
    };
  }
  const computeSeconds = product(exactly(seconds.writing), kernelSpread);
  // Every step reads the weights its tokens use and each sequence's own cache.
  const weights = weightBytesRead(spec, batch, bytesPerNumber(plan.dtype));
  const cachedNumbers = cost.cachedPerToken * plan.sequenceLength + cost.cachedPerSample;
  const cached = cachedNumbers * batch * cacheBytesPerNumber(plan.dtype);
  const bandwidth = accelerator.bandwidthGigabytesPerSecond * 1e9 * fittedConstants.bandwidthShare;
  const readSeconds = (weights + cached) / bandwidth / batch;
  const memorySeconds = product(exactly(readSeconds), kernelSpread);
  const tokenRange: Range = {
    low: Math.max(memorySeconds.low, computeSeconds.low),
    mid: Math.max(memorySeconds.mid, computeSeconds.mid),
    high: Math.max(memorySeconds.high, computeSeconds.high),
  };
  return {
    joulesPerToken: product(tokenRange, sum(decodingWatts(accelerator, plan.powerLimitWatts), host), site),
    prefillJoulesPerToken,
    batch,
    prefillTokensPerSecond,
    decodeTokensPerSecond: inverse(tokenRange),
    accelerators,
    decodeLimit: memorySeconds.mid >= computeSeconds.mid ? 'memory' : 'products',
  };
}
