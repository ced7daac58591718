import type { AcceleratorKind } from '../hardware/accelerators';
import type { ModelCost } from '../model/cost';
import type { ModelSpec } from '../model/spec';
import type { Range } from '../units/quantities';
import { trainingBytesPerParameter } from './memory';
import type { Plan } from './plan';

/**
 * Share of the dense peak that the matrix products of training reach. Data centre: what MosaicML's llm-foundry and
 * Megatron-LM publish for A100 and H100, 125M to 70B parameters. The others are assumed, and wide.
 */
export const reachableShare: Readonly<Record<AcceleratorKind, Range>> = {
  'data centre': { low: 0.28, mid: 0.42, high: 0.58 },
  workstation: { low: 0.2, mid: 0.38, high: 0.58 },
  desktop: { low: 0.2, mid: 0.38, high: 0.58 },
  laptop: { low: 0.15, mid: 0.3, high: 0.5 },
  'shared memory': { low: 0.1, mid: 0.25, high: 0.5 },
};

/** Share of the memory bandwidth that streaming kernels reach. */
export const reachableBandwidth: Range = { low: 0.5, mid: 0.7, high: 0.85 };

/** Seconds between the starts of two kernels that are too short to hide it: what makes a small model slow. */
const kernelSeconds: Range = { low: 10e-6, mid: 5e-6, high: 2e-6 };
/** A layer's kernels run forward, for its input's gradient and for its weights' gradient. */
const passes = 3;
/** Weights read forward and backward in 16 bits; state read and written by the optimizer. */
const trafficBytesPerParameter = 2 * 2 + 2 * trainingBytesPerParameter;

/** Where the time of a training step on one accelerator goes, in seconds; by how well the machine is used. */
export interface StepTime {
  readonly compute: Range;
  readonly memory: Range;
  readonly launch: Range;
}

const kernels = (spec: ModelSpec): number =>
  spec.blocks.reduce((sum, block) => sum + block.count * block.layers.length, 0);

/**
 * The time of one step of `batchSize` sequences: products at the reachable share of the peak, then the parameters'
 * traffic, then the gaps between kernels. `low` of each is the fast case. The state is spread over the accelerators.
 */
export function stepTime(spec: ModelSpec, cost: ModelCost, plan: Plan): StepTime {
  const share = reachableShare[plan.accelerator.kind];
  const bytes = (cost.parameters.total * trafficBytesPerParameter) / Math.max(1, plan.gpus);
  const bandwidth = plan.accelerator.bandwidthGigabytesPerSecond * 1e9;
  const of = (work: number, rate: Range, bound: keyof Range): number => work / rate[bound];
  const byBound = (work: number, rate: Range): Range => ({
    low: of(work, rate, 'high'),
    mid: of(work, rate, 'mid'),
    high: of(work, rate, 'low'),
  });
  const launches = passes * kernels(spec);
  return {
    compute: byBound(cost.trainingStepMatmul / plan.peakFlopsPerSecond, share),
    memory: byBound(bytes / bandwidth, reachableBandwidth),
    launch: {
      low: launches * kernelSeconds.high,
      mid: launches * kernelSeconds.mid,
      high: launches * kernelSeconds.low,
    },
  };
}
