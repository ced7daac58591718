import {
  acceleratorFootprint,
  embodiedShare,
  serverShare,
  workingHours,
  workstationShare,
} from '../carbon/embodied';
import type { ByComponent, ModelCost } from '../model/cost';
import { costOf } from '../model/cost';
import type { ModelSpec } from '../model/spec';
import type { Range } from '../units/quantities';
import { bytesPerNumber, trainingBytesPerParameter } from './memory';
import type { Assumption, Plan } from './plan';
import type { Dtype } from './plan-options';
import { decodingPower, hostFactor, trainingPower } from './power';
import { exactly, product, scaled } from './range';
import type { StepTime } from './throughput';
import { reachableBandwidth, reachableShare, stepTime } from './throughput';

export type Counts = Readonly<Record<string, number>>;

/** Parameters, FLOPs, memory, time, energy and emissions of a model under a plan. The names are those of the command line. */
export interface Estimate {
  readonly architecture: string;
  readonly family: string;
  readonly parameters: {
    readonly total: number;
    readonly active: number;
    readonly embedding: number;
    readonly byComponent: Counts;
  };
  readonly flops: {
    readonly batch: number;
    readonly seq: number;
    readonly forward: {
      readonly matmul: number;
      readonly elementwise: number;
      readonly byComponent: Counts;
      readonly elementwiseByComponent: Counts;
      /** The part of `matmul` that a causal or sliding-window kernel saves. */
      readonly maskable: number;
    };
    readonly trainingStep: { readonly matmul: number };
    readonly perTokenForward: number;
    /** Attention's projections, scores and values, self and cross, forward, of one token. */
    readonly attentionPerToken: number;
    /** Their share of the forward products, 0 to 1. */
    readonly attentionShare: number;
  };
  readonly memory: {
    readonly weightsBytes: number;
    /** Weights, gradients and optimizer state; without activations. */
    readonly trainingBytes: number;
    readonly kvCacheBytesPerToken: number | null;
  };
  readonly plan: {
    readonly tokens: number;
    readonly sequenceLength: number;
    readonly batchSize: number;
    readonly hardware: string;
    readonly gpus: number;
    readonly dtype: Dtype;
    readonly region: string;
    readonly pue: number;
    readonly gramsPerKwh: number;
  };
  readonly training: {
    readonly hours: Range;
    readonly gpuHours: Range;
    readonly energyKwh: Range;
    readonly co2eKg: Range;
    readonly embodiedCo2eKg: Range;
    readonly mfu: Range;
  };
  readonly inference: {
    /** Energy of one written token at the plan's batch; of one token read, where the model writes none. */
    readonly joulesPerToken: Range;
    /** Energy of reading one token of the prompt. */
    readonly prefillJoulesPerToken: Range;
  };
  readonly assumptions: readonly Assumption[];
  readonly notes: readonly string[];
}

const secondsPerHour = 3600;
const joulesPerKilowattHour = 3.6e6;

const total = (time: StepTime, bound: keyof Range): number =>
  time.compute[bound] + time.memory[bound] + time.launch[bound];

function attentionFlops(byComponent: ByComponent): number {
  return Object.entries(byComponent)
    .filter(([component]) => component.startsWith('attention.') || component.startsWith('crossAttention.'))
    .reduce((sum, [, count]) => sum + count, 0);
}

function trainingOf(spec: ModelSpec, cost: ModelCost, plan: Plan): Estimate['training'] {
  const time = stepTime(spec, cost, plan);
  // A set of tokens that fills no whole step still takes its share of one.
  const steps = plan.tokens / (plan.batchSize * plan.sequenceLength);
  const gpuHours: Range = {
    low: (steps * total(time, 'low')) / secondsPerHour,
    mid: (steps * total(time, 'mid')) / secondsPerHour,
    high: (steps * total(time, 'high')) / secondsPerHour,
  };
  const busy = (time.compute.mid + time.memory.mid) / total(time, 'mid');
  const watts = trainingPower(plan, busy);
  const joules = scaled(product(gpuHours, watts, hostFactor, exactly(plan.pue)), secondsPerHour);
  const energyKwh = scaled(joules, 1 / joulesPerKilowattHour);
  const shares = [
    acceleratorFootprint(plan.accelerator.embodiedKilograms),
    plan.accelerator.kind === 'data centre' ? serverShare : workstationShare,
  ];
  const ideal = cost.trainingStepMatmul / plan.peakFlopsPerSecond;
  return {
    hours: scaled(gpuHours, 1 / plan.gpus),
    gpuHours,
    energyKwh,
    co2eKg: scaled(energyKwh, plan.intensity.gramsPerKwh / 1000),
    embodiedCo2eKg: embodiedShare(shares, gpuHours),
    mfu: {
      low: ideal / total(time, 'high'),
      mid: ideal / total(time, 'mid'),
      high: ideal / total(time, 'low'),
    },
  };
}

/** Seconds per unit of work at a share of the peak; the fast case is `low`. */
const atShare = (seconds: number, share: Range): Range => ({
  low: seconds / share.high,
  mid: seconds / share.mid,
  high: seconds / share.low,
});

function inferenceOf(spec: ModelSpec, cost: ModelCost, plan: Plan): Estimate['inference'] {
  const tokens = plan.batchSize * plan.sequenceLength;
  const perToken = cost.forward.matmul / tokens / plan.peakFlopsPerSecond;
  const site = [hostFactor, exactly(plan.pue)] as const;
  const computeSeconds = atShare(perToken, reachableShare[plan.accelerator.kind]);
  const prefillJoulesPerToken = product(computeSeconds, trainingPower(plan, 1), ...site);
  if (!spec.generates) return { joulesPerToken: prefillJoulesPerToken, prefillJoulesPerToken };
  // Every step reads the weights its tokens use (of experts, at most all) and each sequence's own cache.
  const weights = Math.min(cost.parameters.total, cost.parameters.active * plan.batchSize);
  const cached = cost.cachedPerToken * plan.sequenceLength * plan.batchSize;
  const bytes = (weights + cached) * bytesPerNumber(plan.dtype);
  const readSeconds = bytes / (plan.accelerator.bandwidthGigabytesPerSecond * 1e9) / plan.batchSize;
  const memorySeconds = atShare(readSeconds, reachableBandwidth);
  const seconds: Range = {
    low: Math.max(memorySeconds.low, computeSeconds.low),
    mid: Math.max(memorySeconds.mid, computeSeconds.mid),
    high: Math.max(memorySeconds.high, computeSeconds.high),
  };
  return { joulesPerToken: product(seconds, decodingPower(plan), ...site), prefillJoulesPerToken };
}

function notesOf(spec: ModelSpec, cost: ModelCost, plan: Plan, memory: Estimate['memory']): string[] {
  const notes = [...spec.notes];
  const gigabytes = plan.gpus * plan.accelerator.memoryGigabytes;
  if (memory.trainingBytes > gigabytes * 1e9) {
    notes.push(
      `The training state (${Math.round(memory.trainingBytes / 1e9)} GB) does not fit in ${plan.gpus} x ${plan.accelerator.memoryGigabytes} GB.`,
    );
  }
  if (spec.contextLength !== null && plan.sequenceLength > spec.contextLength) {
    notes.push(
      `${plan.sequenceLength} tokens are more than the ${spec.contextLength} that the config names as the longest sequence.`,
    );
  }
  if (spec.sample !== 'text')
    notes.push(`Tokens are ${spec.sample === 'image' ? 'image patches' : 'text tokens of the audio'}.`);
  if (cost.forward.maskable > 0) {
    notes.push(
      'Attention is counted over the full square, as PyTorch counts it; what a masked kernel saves is in maskable.',
    );
  }
  notes.push(
    spec.generates
      ? `joulesPerToken is of decoding at batch ${plan.batchSize} with ${plan.sequenceLength} tokens of context; reading the prompt is prefillJoulesPerToken.`
      : 'The model writes no tokens: joulesPerToken is of one token read.',
  );
  return notes;
}

/** A file that names only its type is a whole model to the library: what it did not say must not look said. */
const leftToDefaults = ({ architecture, defaults }: ModelSpec): Assumption[] =>
  defaults.map(({ key, value }) => ({
    name: key,
    value,
    from: `not in the file: the library's default for ${architecture}`,
  }));

const conventions = (plan: Plan): Assumption[] => [
  {
    name: 'carbonIntensity',
    value: `${plan.intensity.gramsPerKwh} g/kWh`,
    from: `${plan.intensity.name}, ${plan.intensity.time}: ${plan.intensity.source}`,
  },
  { name: 'acceleratorFacts', value: plan.accelerator.name, from: plan.accelerator.source },
  {
    name: 'trainingBytesPerParameter',
    value: trainingBytesPerParameter,
    from: 'mixed precision with Adam (Rajbhandari et al. 2020)',
  },
  {
    name: 'hostFactor',
    value: hostFactor.mid,
    from: 'processors, memory, network and fans over accelerators: 1.15 to 1.5',
  },
  { name: 'embodiedLifetime', value: `${Math.round(workingHours.hours.mid)} h`, from: workingHours.source },
];

/** Costs a model under a plan: counts exact, time, energy and emissions modelled as low, mid, high. Finite throughout. */
export function estimate(spec: ModelSpec, plan: Plan): Estimate {
  const cost = costOf(spec, { batch: plan.batchSize, sequence: plan.sequenceLength });
  const tokens = plan.batchSize * plan.sequenceLength;
  const attention = attentionFlops(cost.forward.byComponent);
  const perNumber = bytesPerNumber(plan.dtype);
  const memory: Estimate['memory'] = {
    weightsBytes: cost.parameters.total * perNumber,
    trainingBytes: cost.parameters.total * trainingBytesPerParameter,
    kvCacheBytesPerToken: spec.generates ? cost.cachedPerToken * perNumber : null,
  };
  return {
    architecture: spec.architecture,
    family: spec.family,
    parameters: cost.parameters,
    flops: {
      batch: plan.batchSize,
      seq: plan.sequenceLength,
      forward: cost.forward,
      trainingStep: { matmul: cost.trainingStepMatmul },
      perTokenForward: cost.forward.matmul / tokens,
      attentionPerToken: attention / tokens,
      attentionShare: attention / cost.forward.matmul,
    },
    memory,
    plan: {
      tokens: plan.tokens,
      sequenceLength: plan.sequenceLength,
      batchSize: plan.batchSize,
      hardware: plan.accelerator.name,
      gpus: plan.gpus,
      dtype: plan.dtype,
      region: plan.intensity.place,
      pue: plan.pue,
      gramsPerKwh: plan.intensity.gramsPerKwh,
    },
    training: trainingOf(spec, cost, plan),
    inference: inferenceOf(spec, cost, plan),
    assumptions: [...plan.assumptions, ...leftToDefaults(spec), ...conventions(plan)],
    notes: notesOf(spec, cost, plan, memory),
  };
}
