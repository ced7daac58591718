import { costOf, type ModelCost } from '../model/cost';
import type { ModelSpec } from '../model/spec';
import type { Range } from '../units/quantities';
import { isCeilingMeasured, productCeiling } from '../hardware/product-ceiling';
import { fittedConstants, shareOf } from './machine-constants';
import { bytesPerNumber, cacheBytesPerNumber } from './memory';
import type { Plan } from './plan';
import { isNarrow } from './plan-options';
import { decodingWatts, hostWatts, prefillWatts } from './power';
import { product, sum } from './range';
import { readsApart, specOfPhase, type ServingPhase } from './serving-phases';
import { quantisedProducts, weightBytesRead } from './step-weights';
import { isCore, kernelsOf, sumOf } from './workload';
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

/** Seconds of serving's products by those of training's kernels. Where the hardware's best product is assumed, not measured, `low` is so too. */
const productSpread: Range = { low: 0.75, mid: 1, high: 1.5 };
/**
 * What kernels that decode reach of the bandwidth, and the time between two of them that no reading fills, in seconds: from slow
 * ones to the best. The middle is fitted to published speeds (scripts/validation/decoding.csv); the others hold nearly all of these.
 */
const readingShare: Range = { low: 0.65, mid: 0.85, high: 1 };
const kernelSeconds: Range = { low: 2e-6, mid: 6.5e-6, high: 14e-6 };
/** Share of the memory that weights and cache may fill, as servers leave it (vLLM's `gpu_memory_utilization`); a card's gigabytes are of 2^30 bytes. */
const usableShare = 0.9;

const inverse = ({ low, mid, high }: Range): Range => ({ low: 1 / high, mid: 1 / mid, high: 1 / low });

/** FLOPs of a forward pass as serving runs it. */
interface ServedProducts {
  /** A causal kernel skips what the mask hides, and a token visits the experts that it is routed to. */
  readonly all: number;
  /** Those with weights alone. */
  readonly withWeights: number;
}

const productsOf = ({ forward: { matmul, maskable, unrouted, byComponent } }: ModelCost): ServedProducts => ({
  all: Math.max(0, matmul - maskable - unrouted),
  withWeights: Math.max(0, matmul - unrouted - sumOf(byComponent, isCore)),
});

/** Seconds of one token's products on one accelerator, for reading and for writing; one and the same where the same layers do both. */
function productSeconds(
  spec: ModelSpec,
  cost: ModelCost,
  plan: Plan,
): Readonly<Record<ServingPhase, number>> {
  const whole = productsOf(cost);
  if (!readsApart(spec)) {
    const seconds = tokenSeconds(spec, whole, plan);
    return { reading: seconds, writing: seconds };
  }
  const reader = specOfPhase(spec, 'reading');
  const reading = productsOf(costOf(reader, { batch: plan.batchSize, sequence: plan.sequenceLength }));
  const writing: ServedProducts = {
    all: Math.max(0, whole.all - reading.all),
    withWeights: Math.max(0, whole.withWeights - reading.withWeights),
  };
  const writer = spec.quantisation === undefined ? spec : specOfPhase(spec, 'writing');
  return { reading: tokenSeconds(reader, reading, plan), writing: tokenSeconds(writer, writing, plan) };
}

/**
 * Seconds of one token's products on one accelerator: what multiplies quantised weights at the rate that the hardware has for both
 * sides held so, all else at the plan's. `spec` is of the layers that make them.
 */
function tokenSeconds(spec: ModelSpec, served: ServedProducts, plan: Plan): number {
  const { accelerator, dtype } = plan;
  const tokens = plan.batchSize * plan.sequenceLength;
  const share = shareOf(fittedConstants.productShare, accelerator);
  const rateOf = (peak: number, bits: 8 | 16): number =>
    peak * productCeiling(accelerator, bits).share * share;
  const rate = rateOf(plan.peakFlopsPerSecond, isNarrow(dtype) ? 8 : 16);
  const flops = served.all / tokens;
  const products = spec.quantisation?.products ?? null;
  const peak = products === null ? null : accelerator.peakTeraflops[products];
  if (peak === null || isNarrow(dtype)) return flops / rate;
  const narrow = Math.min(flops, (served.withWeights / tokens) * quantisedProducts(spec));
  return (flops - narrow) / rate + narrow / Math.max(rate, rateOf(peak * 1e12, 8));
}

/** Those seconds as a range: no kernel is faster than the best that was measured, where one was. */
function rangeOfProducts(seconds: number, { accelerator }: Plan): Range {
  const low = isCeilingMeasured(accelerator)
    ? shareOf(fittedConstants.productShare, accelerator)
    : productSpread.low;
  return product(exactly(seconds), { ...productSpread, low });
}

/**
 * Seconds of a step that writes a token of each sequence, for each of the accelerators that share it: reading is divided among them, each
 * runs all kernels on its part. How the links between them hold it up is not in it.
 */
export function decodingSeconds(bytes: number, kernels: number, plan: Plan, accelerators: number): Range {
  const bandwidth = plan.accelerator.bandwidthGigabytesPerSecond * 1e9;
  const seconds = (share: number, gap: number): number =>
    bytes / (bandwidth * share) + accelerators * kernels * gap;
  return {
    low: seconds(readingShare.high, kernelSeconds.low),
    mid: seconds(readingShare.mid, kernelSeconds.mid),
    high: seconds(readingShare.low, kernelSeconds.high),
  };
}

/**
 * Serving under a plan: prefill by products, decoding by the larger of products and of reading weights and cache, one kernel after
 * another. An encoder is prefill alone, a decoder beside one decoding alone. `servingBytes` are those of the weights and of the
 * batch's cache, which the accelerators hold.
 */
export function inferenceOf(
  spec: ModelSpec,
  cost: ModelCost,
  plan: Plan,
  servingBytes: number,
): InferenceEstimate {
  const { accelerator, servedBatchSize: batch } = plan;
  const seconds = productSeconds(spec, cost, plan);
  const readingSeconds = rangeOfProducts(seconds.reading, plan);
  const site = exactly(plan.pue);
  const host = hostWatts(accelerator);
  const prefillPower = sum(prefillWatts(accelerator, plan.powerLimitWatts), host);
  const prefillJoulesPerToken = product(readingSeconds, prefillPower, site);
  const usableBytes = accelerator.memoryGigabytes * 2 ** 30 * usableShare;
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
  const computeSeconds = rangeOfProducts(seconds.writing, plan);
  // Every step reads the weights its tokens use and each sequence's own cache.
  const weights = weightBytesRead(spec, batch, bytesPerNumber(plan.dtype));
  const cachedNumbers = cost.cachedPerToken * plan.sequenceLength + cost.cachedPerSample;
  const cached = cachedNumbers * batch * cacheBytesPerNumber(plan.dtype);
  const kernels = kernelsOf(readsApart(spec) ? specOfPhase(spec, 'writing') : spec);
  const step = decodingSeconds(weights + cached, kernels, plan, accelerators);
  const memorySeconds = product(step, exactly(1 / batch));
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
