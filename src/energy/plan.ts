import type { CarbonIntensityFact } from '../carbon/intensity';
import { findIntensity, nearestRegions } from '../carbon/intensity';
import { dataCentrePue, officePue } from '../carbon/pue';
import type { Accelerator } from '../hardware/accelerators';
import { findHardware } from '../hardware/find-hardware';
import type { ModelCost } from '../model/cost';
import { costOf } from '../model/cost';
import type { ModelSpec } from '../model/spec';
import { capacityBytes, stateBytesPerParameter, trainingBytesPerNumber } from './memory';
import type { PastRun } from './calibration';
import type { Convention, Dtype, Optimizer, PlanOptions, TrainablePart, ZeroStage } from './plan-options';
import { conventions, dtypes, optimizers, recomputations } from './plan-options';
import { fittedConstants } from './machine-constants';
import type { Setup, SetupRequest } from './setup';
import { chooseSetup } from './setup';
import { stepTime, totalSeconds } from './step-time';
import type { Workload } from './workload';
import { workloadOf } from './workload';

/** Where a figure of the plan, or of the model behind it, comes from. */
export interface Assumption {
  readonly name: string;
  readonly value: string | number;
  /** `given` where a person or a setting says so, else why it is taken to be this. */
  readonly from: string;
}

/** How a model is trained or served: everything decided. */
export interface Plan {
  readonly tokens: number;
  readonly sequenceLength: number;
  /** Sequences that one data-parallel worker works on at once. */
  readonly batchSize: number;
  /** Sequences served at once. */
  readonly servedBatchSize: number;
  readonly accelerator: Accelerator;
  /** Dense peak in FLOP/s at `dtype`. */
  readonly peakFlopsPerSecond: number;
  readonly powerLimitWatts: number;
  readonly gpus: number;
  readonly dtype: Dtype;
  readonly optimizer: Optimizer;
  readonly mixedPrecision: boolean;
  readonly frozenBytesPerParameter: number;
  readonly work: Workload;
  readonly setup: Setup;
  readonly trainable: TrainablePart | null;
  readonly convention: Convention;
  /** Where hours are given, not modelled. */
  readonly gpuHours: number | null;
  /** Past runs of this hardware. */
  readonly pastRuns: readonly PastRun[];
  readonly intensity: CarbonIntensityFact;
  readonly pue: number;
  readonly assumptions: readonly Assumption[];
}

export type PlanResolution =
  | { readonly ok: true; readonly plan: Plan; readonly assumptions: readonly Assumption[] }
  /** One sentence for people, naming what is wrong and what would be right. */
  | { readonly ok: false; readonly error: string };

/** Says why a plan can't be; caught by `resolvePlan` alone. */
class PlanProblem extends Error {}

const defaultHardware = 'H100 SXM5 80GB';
const defaultSequenceLength = 2048;
const defaultServedBatchSize = 8;
/** Hoffmann et al. 2022. */
const tokensPerParameter = 20;
const most = {
  tokens: 1e18,
  steps: 1e12,
  epochs: 1e6,
  datasetTokens: 1e18,
  sequenceLength: 1e8,
  batchSize: 1e7,
  gradientAccumulation: 1e7,
  microBatches: 1e7,
  gpus: 1e7,
  dataParallel: 1e7,
  tensorParallel: 1e4,
  pipelineParallel: 1e4,
  expertParallel: 1e7,
  contextParallel: 1e4,
  zeroStage: 3,
  gpuHours: 1e12,
  pue: 10,
} as const;
/** Below this a number is a slip, and what is divided by it no figure. */
const leastPositive = 1e-9;
const mostGpusTried = 16_384;
/** Year of the first hardware that flash kernels were written for. */
const flashSince = 2020;

const aliases: ReadonlyMap<string, Dtype> = new Map<string, Dtype>([
  ['bfloat16', 'bf16'],
  ['float16', 'fp16'],
  ['half', 'fp16'],
  ['float32', 'fp32'],
  ['float', 'fp32'],
  ['float8', 'fp8'],
]);

const shown = (typed: string): string => JSON.stringify(typed.slice(0, 60));
const listed = (names: readonly string[]): string =>
  names.length === 0 ? '' : ` Nearest: ${names.join(', ')}.`;

/** A whole number from 1 to the most that makes sense. */
function counted(name: keyof typeof most, value: number | null | undefined): number | null {
  if (value === undefined || value === null) return null;
  if (!Number.isInteger(value) || value < 1 || value > most[name]) {
    throw new PlanProblem(`${name} must be a whole number from 1 to ${most[name]}, not ${value}.`);
  }
  return value;
}

function chosenAccelerator(name: string): Accelerator {
  const found = findHardware(name);
  if (!found.ok) throw new PlanProblem(`The hardware ${shown(name)} is not known.${listed(found.nearest)}`);
  return found.accelerator;
}

function chosenDtype(typed: string | null | undefined, accelerator: Accelerator): Dtype {
  const peaks = accelerator.peakTeraflops;
  const published = dtypes.filter((dtype) => peaks[dtype] !== null);
  if (typed === undefined || typed === null) {
    const [first] = published;
    if (first === undefined) throw new PlanProblem(`No peak rate of the ${accelerator.name} is published.`);
    return first;
  }
  const lower = typed.toLowerCase();
  const dtype = dtypes.find((candidate) => candidate === lower) ?? aliases.get(lower);
  if (dtype === undefined)
    throw new PlanProblem(`The precision ${shown(typed)} is not one of ${dtypes.join(', ')}.`);
  if (peaks[dtype] === null) {
    throw new PlanProblem(
      `No ${dtype} rate of the ${accelerator.name} is published; known: ${published.join(', ')}.`,
    );
  }
  return dtype;
}

function chosenIntensity(region: string): CarbonIntensityFact {
  const found = findIntensity(region);
  if (found === null)
    throw new PlanProblem(
      `No carbon intensity is known for ${shown(region)}.${listed(nearestRegions(region))}`,
    );
  return found;
}

function chosenPue(typed: number | null | undefined): number | null {
  if (typed === undefined || typed === null) return null;
  if (!Number.isFinite(typed) || typed < 1 || typed > most.pue)
    throw new PlanProblem(`pue must be from 1 to ${most.pue}, not ${typed}.`);
  return typed;
}

/** A number above 0, whole or not. */
function positive(name: keyof typeof most, value: number | null | undefined): number | null {
  if (value === undefined || value === null) return null;
  if (!Number.isFinite(value) || value < leastPositive || value > most[name])
    throw new PlanProblem(`${name} must be above 0 and at most ${most[name]}, not ${value}.`);
  return value;
}

function oneOf<Word extends string>(
  name: string,
  typed: string | null | undefined,
  words: readonly Word[],
): Word | null {
  if (typed === undefined || typed === null) return null;
  const lower = typed.toLowerCase();
  const word = words.find((candidate) => candidate === lower);
  if (word === undefined)
    throw new PlanProblem(`The ${name} ${shown(typed)} is not one of ${words.join(', ')}.`);
  return word;
}

/** Other names of optimizers, as frameworks write them. */
const optimizerAliases: ReadonlyMap<string, Optimizer> = new Map<string, Optimizer>([
  ['adam', 'adamw'],
  ['adamw_torch', 'adamw'],
  ['adamw_torch_fused', 'adamw'],
  ['adamw_hf', 'adamw'],
  ['adamw_apex_fused', 'adamw'],
  ['adamw_bnb_8bit', 'adamw8bit'],
  ['adamw_8bit', 'adamw8bit'],
  ['adamw8bit', 'adamw8bit'],
  ['paged_adamw_8bit', 'adamw8bit'],
  ['paged_adamw_32bit', 'adamw'],
  ['paged_adamw', 'adamw'],
  ['lion_32bit', 'lion'],
  ['sgd_momentum', 'sgd'],
]);

function chosenOptimizer(typed: string | null | undefined): Optimizer | null {
  if (typed === undefined || typed === null) return null;
  return optimizerAliases.get(typed.toLowerCase()) ?? oneOf('optimizer', typed, optimizers);
}

function chosenStage(typed: number | null | undefined): ZeroStage | null {
  if (typed === undefined || typed === null) return null;
  if (typed === 0 || typed === 1 || typed === 2 || typed === 3) return typed;
  throw new PlanProblem(`zeroStage must be 0, 1, 2 or 3, not ${typed}.`);
}

/** The degrees as given, once they agree with one another and with the number of devices. */
function degreesOf(options: PlanOptions): {
  readonly data: number | null;
  readonly tensor: number | null;
  readonly pipeline: number | null;
  readonly context: number | null;
  readonly expert: number | null;
  readonly gpus: number | null;
} {
  const data = counted('dataParallel', options.dataParallel);
  const tensor = counted('tensorParallel', options.tensorParallel);
  const pipeline = counted('pipelineParallel', options.pipelineParallel);
  const context = counted('contextParallel', options.contextParallel);
  const expert = counted('expertParallel', options.expertParallel);
  const gpus = counted('gpus', options.gpus);
  const model = (tensor ?? 1) * (pipeline ?? 1) * (context ?? 1);
  const needed = model * (data ?? 1);
  if (needed > most.gpus)
    throw new PlanProblem(`The parallel degrees need ${needed} devices, more than ${most.gpus}.`);
  if (gpus !== null && data !== null && needed !== gpus)
    throw new PlanProblem(
      `dataParallel x tensorParallel x pipelineParallel x contextParallel must be gpus: ${data} x ${tensor ?? 1} x ${pipeline ?? 1} x ${context ?? 1} = ${needed}, not ${gpus}.`,
    );
  if (gpus !== null && gpus % model !== 0)
    throw new PlanProblem(
      `tensorParallel x pipelineParallel x contextParallel must divide gpus: ${model} does not divide ${gpus}.`,
    );
  const workers = data ?? (gpus === null ? null : gpus / model);
  if (expert !== null && workers !== null && (expert > workers || workers % expert !== 0))
    throw new PlanProblem(
      `expertParallel must divide the data-parallel degree: ${expert} does not divide ${workers}.`,
    );
  return { data, tensor, pipeline, context, expert, gpus: gpus ?? (data === null ? null : needed) };
}

/** Micro-batches of a step: two names for one thing, which must agree. */
function chosenMicroBatches(options: PlanOptions): number | null {
  const accumulated = counted('gradientAccumulation', options.gradientAccumulation);
  const inFlight = counted('microBatches', options.microBatches);
  if (accumulated !== null && inFlight !== null && accumulated !== inFlight)
    throw new PlanProblem(
      `gradientAccumulation and microBatches both count a step's micro-batches, but are ${accumulated} and ${inFlight}.`,
    );
  return accumulated ?? inFlight;
}

/** Hours of a run that nobody said the number of devices of: three months. */
const longestHours = 2000;

/**
 * Devices where nobody says how many: the fewest that hold the step and, of a long run, as many as end it within three
 * months; as a power of two times what the given degrees need.
 */
function fittingSetup(request: SetupRequest, atLeast: number, tokens: number): Setup {
  // No cut holds more than the devices' memory together.
  const { state, trainedParameters, frozenParameters, frozenBytesPerParameter } = request;
  const bytes =
    trainedParameters * (state.weight + state.gradient + state.optimizer) +
    frozenParameters * frozenBytesPerParameter;
  const needed = Math.ceil(Math.log2(bytes / capacityBytes(request.accelerator) / atLeast));
  let gpus = Math.min(mostGpusTried, atLeast * 2 ** Math.max(0, needed));
  let setup = chooseSetup({ ...request, gpus });
  while (!setup.fits && gpus < mostGpusTried) {
    gpus *= 2;
    setup = chooseSetup({ ...request, gpus });
  }
  if (!setup.fits) return setup;
  const { step } = setup;
  const sequences = step.batchSize * step.microBatches * step.parallelism.dataParallel;
  const seconds = totalSeconds(stepTime(request.work, step, fittedConstants));
  const hours = ((tokens / (sequences * request.work.tokens)) * seconds) / 3600;
  if (!(hours > longestHours)) return setup;
  const times = 2 ** Math.ceil(Math.log2(hours / longestHours));
  return chooseSetup({ ...request, gpus: Math.max(gpus, Math.min(mostGpusTried, gpus * times)) });
}

const devicesOf = ({ step: { parallelism } }: Setup): number =>
  parallelism.dataParallel *
  parallelism.tensorParallel *
  parallelism.pipelineParallel *
  parallelism.contextParallel;

/** Costs one sample; kept for the plan, since all else is a multiple of it. */
function sampleOf(spec: ModelSpec, sequenceLength: number): { cost: ModelCost; work: Workload } {
  const cost = costOf(spec, { batch: 1, sequence: sequenceLength });
  return { cost, work: workloadOf(spec, cost, sequenceLength) };
}

function decide(spec: ModelSpec, options: PlanOptions): Plan {
  const assumptions: Assumption[] = [];
  const tell = (name: string, value: string | number, typed: unknown, why: string): void => {
    assumptions.push({ name, value, from: typed === null || typed === undefined ? why : 'given' });
  };
  const or = <Value extends string | number>(
    name: string,
    typed: Value | null,
    assumed: Value,
    why: string,
  ): Value => {
    const value = typed ?? assumed;
    tell(name, value, typed, why);
    return value;
  };

  const accelerator = chosenAccelerator(options.hardware ?? defaultHardware);
  tell('hardware', accelerator.name, options.hardware, 'a common data-centre accelerator');
  const powerLimitWatts = accelerator.powerLimitWatts;
  if (powerLimitWatts === null) {
    throw new PlanProblem(
      `The maker of the ${accelerator.name} publishes no power limit, so its energy is not known.`,
    );
  }
  if (accelerator.isPowerLimitAssumed)
    tell('powerLimit', `${powerLimitWatts} W`, null, 'estimated by observers: the maker publishes none');
  const dtype = chosenDtype(options.dtype, accelerator);
  const usual =
    dtype === 'bf16' ? 'the usual training precision' : `the ${accelerator.name} has no bf16 units`;
  tell('dtype', dtype, options.dtype, usual);

  const typedLength = counted('sequenceLength', options.sequenceLength);
  const fixed = spec.tokensPerSample;
  const length = Math.min(spec.contextLength ?? defaultSequenceLength, defaultSequenceLength);
  const sequenceLength =
    fixed === 'sequence'
      ? or(
          'sequenceLength',
          typedLength,
          length,
          `the config’s own context, at most ${defaultSequenceLength}`,
        )
      : or('sequenceLength', null, fixed, 'fixed by the architecture');

  const { cost, work } = sampleOf(spec, sequenceLength);
  const { parameters } = cost;
  const trainable = options.trainable ?? null;
  const trained = trainable === null ? parameters.total : sane(trainable.trainableParameters, 0);
  const frozen = trainable === null ? 0 : parameters.total;
  const optimizer = chosenOptimizer(options.optimizer) ?? 'adamw';
  const isMixed = options.mixedPrecision ?? true;
  const state = stateBytesPerParameter(dtype, optimizer, isMixed);
  const degrees = degreesOf(options);
  const wide = accelerator.peakTeraflops.bf16 ?? accelerator.peakTeraflops.fp16;
  const peak = (accelerator.peakTeraflops[dtype] ?? 0) * 1e12;
  const request: SetupRequest = {
    work:
      trainable === null
        ? work
        : { ...work, trainingOverForward: adapterRatio(trainable, cost, sequenceLength) },
    accelerator,
    dtype,
    peakFlopsPerSecond: peak,
    widePeakFlopsPerSecond: dtype === 'fp8' && wide !== null ? wide * 1e12 : peak,
    state,
    trainedParameters: trained,
    frozenParameters: frozen,
    frozenBytesPerParameter: sane(trainable?.frozenBytesPerParameter, trainingBytesPerNumber(dtype)),
    flashAttention: options.flashAttention ?? (accelerator.year >= flashSince && dtype !== 'fp16'),
    gpus: degrees.gpus ?? 1,
    batchSize: counted('batchSize', options.batchSize),
    microBatches: chosenMicroBatches(options),
    recompute: oneOf('recomputation', options.recompute, recomputations),
    zeroStage: chosenStage(options.zeroStage),
    dataParallel: degrees.data,
    tensorParallel: degrees.tensor,
    pipelineParallel: degrees.pipeline,
    contextParallel: degrees.context,
    expertParallel: degrees.expert,
  };
  const model = (degrees.tensor ?? 1) * (degrees.pipeline ?? 1) * (degrees.context ?? 1);
  const setup =
    degrees.gpus === null
      ? fittingSetup(request, model, chosenTokens(options, null, parameters.active).tokens)
      : chooseSetup(request);
  const { step } = setup;
  const { parallelism } = step;
  const batchSize = or(
    'batchSize',
    request.batchSize,
    step.batchSize,
    'assumed, for each data-parallel worker: what fills the device and fits in its memory',
  );
  const sequencesOfStep = batchSize * step.microBatches * parallelism.dataParallel;
  const { tokens, why } = chosenTokens(options, sequencesOfStep * sequenceLength, parameters.active);
  tell('tokens', tokens, options.tokens, why);
  const gpus = or(
    'gpus',
    degrees.gpus,
    devicesOf(setup),
    'the fewest, as a power of two, that hold the training state and its activations',
  );
  const intensity = chosenIntensity(options.region ?? 'world');
  tell('region', intensity.place, options.region, 'no place was given and none is guessed');
  const site = accelerator.kind === 'data centre' ? dataCentrePue : officePue;
  const pue = or('pue', chosenPue(options.pue), site.pue, site.source);

  tell('gradientAccumulation', step.microBatches, request.microBatches, 'a step of about a million tokens');
  tell('optimizer', optimizer, options.optimizer, 'the usual one');
  tell('mixedPrecision', String(isMixed), options.mixedPrecision, '32-bit master weights beside 16-bit ones');
  tell('recompute', step.recompute, request.recompute, 'the fastest that fits in memory');
  tell(
    'flashAttention',
    String(step.flashAttention),
    options.flashAttention,
    'flash kernels on hardware since 2020, unless training is in fp16',
  );
  const fitting = 'copies of the model where they fit, else cut';
  tell('dataParallel', parallelism.dataParallel, degrees.data, fitting);
  tell('tensorParallel', parallelism.tensorParallel, degrees.tensor, fitting);
  tell('pipelineParallel', parallelism.pipelineParallel, degrees.pipeline, fitting);
  tell('contextParallel', parallelism.contextParallel, degrees.context, 'sequences are not cut');
  tell('expertParallel', parallelism.expertParallel, degrees.expert, 'large mixtures over a node');
  tell('zeroStage', parallelism.zeroStage, request.zeroStage, 'the first that leaves room for activations');
  const convention = or(
    'convention',
    oneOf('convention', options.convention, conventions),
    'physical',
    'power modelled from what the hardware does',
  );
  const gpuHours = positive('gpuHours', options.gpuHours);
  if (gpuHours !== null) tell('gpuHours', gpuHours, gpuHours, '');
  const servedBatchSize = or(
    'servedBatchSize',
    request.batchSize,
    defaultServedBatchSize,
    'assumed: sequences decoded at once',
  );
  return {
    tokens,
    sequenceLength,
    batchSize,
    servedBatchSize,
    accelerator,
    peakFlopsPerSecond: peak,
    powerLimitWatts,
    gpus,
    dtype,
    optimizer,
    mixedPrecision: isMixed,
    frozenBytesPerParameter: request.frozenBytesPerParameter,
    work: request.work,
    setup,
    trainable,
    convention,
    gpuHours,
    pastRuns: (options.pastRuns ?? []).filter((run) => {
      const found = findHardware(run.hardware);
      return found.ok && found.accelerator.name === accelerator.name;
    }),
    intensity,
    pue,
    assumptions,
  };
}

/** A figure of another room, not below 0; `otherwise` where there is none. */
const sane = (value: number | null | undefined, otherwise: number): number =>
  value !== null && value !== undefined && Number.isFinite(value) && value >= 0 ? value : otherwise;

/** Products of a step with frozen parts over forward ones. */
function adapterRatio(trainable: TrainablePart, cost: ModelCost, sequence: number): number {
  const products = trainable.trainingStepMatmul({ batch: 1, sequence });
  return Number.isFinite(products) && cost.forward.matmul > 0
    ? Math.min(4, Math.max(1, products / cost.forward.matmul))
    : 3;
}

/** Tokens as given, else by steps (where the step is known), else by epochs, else by the model's size; and why. */
function chosenTokens(
  options: PlanOptions,
  tokensOfStep: number | null,
  activeParameters: number,
): { readonly tokens: number; readonly why: string } {
  const typed = counted('tokens', options.tokens);
  const steps = counted('steps', options.steps);
  const epochs = positive('epochs', options.epochs);
  const dataset = counted('datasetTokens', options.datasetTokens);
  const within = (value: number): number => Math.min(most.tokens, Math.max(1, value));
  if (typed !== null) return { tokens: typed, why: 'given' };
  if (steps !== null && tokensOfStep !== null)
    return { tokens: within(steps * tokensOfStep), why: `${steps} steps of ${tokensOfStep} tokens` };
  if (dataset !== null)
    return { tokens: within((epochs ?? 1) * dataset), why: `${epochs ?? 1} epochs of ${dataset} tokens` };
  return {
    tokens: within(tokensPerParameter * activeParameters),
    why: `${tokensPerParameter} for each active parameter (Hoffmann et al. 2022, Chinchilla)`,
  };
}

/** Decides everything a plan leaves open, and says what was assumed and why. Never throws. */
export function resolvePlan(spec: ModelSpec, options: PlanOptions): PlanResolution {
  try {
    const plan = decide(spec, options);
    return { ok: true, plan, assumptions: plan.assumptions };
  } catch (error) {
    if (error instanceof PlanProblem) return { ok: false, error: error.message };
    throw error;
  }
}
