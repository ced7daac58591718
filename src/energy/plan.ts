import { workingHoursOf, type WorkingHours } from '../carbon/embodied';
import type { CarbonIntensityFact } from '../carbon/intensity';
import { dataCentrePue, officePue, pueOrigin } from '../carbon/pue';
import { cloudPueOf } from '../carbon/site-pue';
import type { Accelerator } from '../hardware/accelerators';
import { findHardware } from '../hardware/find-hardware';
import { adapt } from '../model/adapters';
import type { ModelCost } from '../model/cost';
import { costOf } from '../model/cost';
import type { ModelSpec } from '../model/spec';
import { checkDegrees, divisionsOf } from './degrees-of-model';
import { devicesOf, enoughDevices, fittingSetup } from './fitting-devices';
import { stateBytesPerParameter, trainingBytesPerNumber } from './memory';
import type { PastRun } from './calibration';
import type { Convention, Dtype, Optimizer, PlanOptions, TrainablePart } from './plan-options';
import { conventions, isNarrow, recomputations } from './plan-options';
import {
  chosenAccelerator,
  chosenDtype,
  chosenIntensity,
  chosenMicroBatches,
  chosenOptimizer,
  chosenPue,
  chosenStage,
  counted,
  degreesOf,
  oneOf,
  PlanProblem,
  positive,
} from './plan-values';
import type { Setup, SetupRequest } from './setup';
import { chooseSetup, microBatchesOfStage } from './setup';
import type { SoftwareAge } from './software-age';
import { isUnfused, softwareAgeOf } from './software-age';
import { sequencesWorked } from './step-time';
import type { Workload } from './workload';
import { workloadOf } from './workload';
import { chosenTokens, unusedLengths, type TrainingTokens } from './training-tokens';
import type { Range } from '../units/quantities';
import { said, type Message } from '../units/message';
import { given } from './given';

/** Where a figure of the plan, or of the model behind it, comes from. */
export interface Assumption {
  readonly name: string;
  readonly value: string | number;
  /** `given` where a person or a setting says so, else why it is taken to be this. */
  readonly from: Message;
}

/** How a model is trained or served: everything decided. */
export interface Plan {
  readonly tokens: number;
  /** Around `tokens`, where only a usual number is known. */
  readonly tokensRange: Range;
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
  /** Devices that would hold a step that does not fit, all else as it is; null where it fits, or none tried do. */
  readonly enoughGpus: number | null;
  readonly dtype: Dtype;
  readonly optimizer: Optimizer;
  readonly mixedPrecision: boolean;
  readonly fp32Gradients: boolean;
  readonly frozenBytesPerParameter: number;
  readonly work: Workload;
  readonly setup: Setup;
  readonly trainable: TrainablePart | null;
  readonly convention: Convention;
  /** Of which years a whole run's software may be. */
  readonly software: SoftwareAge;
  /** Where hours are given, not modelled. */
  readonly gpuHours: number | null;
  /** Past runs of this hardware. */
  readonly pastRuns: readonly PastRun[];
  readonly intensity: CarbonIntensityFact;
  readonly pue: number;
  /** Over which the making of the hardware is spread. */
  readonly workingHours: WorkingHours;
  readonly assumptions: readonly Assumption[];
  /** What was given and says nothing, for people. */
  readonly notes: readonly Message[];
}

export type PlanResolution =
  | { readonly ok: true; readonly plan: Plan; readonly assumptions: readonly Assumption[] }
  /** One sentence for people, naming what is wrong and what would be right. */
  | { readonly ok: false; readonly error: Message };

const defaultHardware = 'H100 SXM5 80GB';
const defaultSequenceLength = 2048;
const defaultServedBatchSize = 8;
/** Year of the first hardware that flash kernels were written for. */
const flashSince = 2020;

/** Why a step is of so many micro-batches where nobody says. */
function whyMicroBatches({ sequencesPerStep }: SetupRequest, { step }: Setup): Message {
  const { dataParallel, pipelineParallel } = step.parallelism;
  if (sequencesPerStep !== null)
    return said`a step of ${sequencesPerStep} sequences, shared by ${dataParallel} workers with ${step.batchSize} each at once`;
  if (step.microBatches === 1) return said`one batch of each worker fills a step`;
  return pipelineParallel > 1 && step.microBatches === microBatchesOfStage * pipelineParallel
    ? said`${microBatchesOfStage} for each stage of the pipeline, which keep it busy`
    : said`a step of about a million tokens`;
}

/** Costs one sample; kept for the plan, since all else is a multiple of it. */
function sampleOf(spec: ModelSpec, sequenceLength: number): { cost: ModelCost; work: Workload } {
  const cost = costOf(spec, { batch: 1, sequence: sequenceLength });
  return { cost, work: workloadOf(spec, cost, sequenceLength) };
}

function decide(spec: ModelSpec, options: PlanOptions): Plan {
  const assumptions: Assumption[] = [];
  const tell = (name: string, value: string | number, typed: unknown, why: Message): void => {
    assumptions.push({ name, value, from: typed === null || typed === undefined ? why : given });
  };
  const or = <Value extends string | number>(
    name: string,
    typed: Value | null,
    assumed: Value,
    why: Message,
  ): Value => {
    const value = typed ?? assumed;
    tell(name, value, typed, why);
    return value;
  };

  const accelerator = chosenAccelerator(options.hardware ?? defaultHardware);
  tell('hardware', accelerator.name, options.hardware, said`a common data-centre accelerator`);
  const powerLimitWatts = accelerator.powerLimitWatts;
  if (powerLimitWatts === null) {
    throw new PlanProblem(
      said`The maker of the ${accelerator.name} publishes no power limit, so its energy is not known.`,
    );
  }
  if (accelerator.isPowerLimitAssumed)
    tell('powerLimit', `${powerLimitWatts} W`, null, said`estimated by observers: the maker publishes none`);
  const dtype = chosenDtype(options.dtype, accelerator);
  const usual =
    dtype === 'bf16' ? said`the usual training precision` : said`the ${accelerator.name} has no bf16 units`;
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
          said`the config’s own context, at most ${defaultSequenceLength}`,
        )
      : or('sequenceLength', null, fixed, said`fixed by the architecture`);

  const { cost, work } = sampleOf(spec, sequenceLength);
  const { parameters } = cost;
  const trainable = options.trainable ?? null;
  const trained = trainable === null ? parameters.total : sane(trainable.trainableParameters, 0);
  const frozen = trainable === null ? 0 : parameters.total;
  const optimizer = chosenOptimizer(options.optimizer) ?? 'adamw';
  const isMixed = options.mixedPrecision ?? true;
  const fp32Gradients = options.fp32Gradients ?? false;
  const state = stateBytesPerParameter(dtype, optimizer, isMixed, fp32Gradients);
  const degrees = degreesOf(options);
  const divisions = divisionsOf(spec);
  checkDegrees(divisions, work.layers, degrees);
  const wide = accelerator.peakTeraflops.bf16 ?? accelerator.peakTeraflops.fp16;
  const peak = (accelerator.peakTeraflops[dtype] ?? 0) * 1e12;
  const request: SetupRequest = {
    work:
      trainable === null
        ? work
        : { ...work, trainingOverForward: adapterRatio(spec, trainable, cost, sequenceLength) },
    accelerator,
    dtype,
    peakFlopsPerSecond: peak,
    widePeakFlopsPerSecond: isNarrow(dtype) && wide !== null ? wide * 1e12 : peak,
    state,
    trainedParameters: trained,
    frozenParameters: frozen,
    frozenBytesPerParameter: sane(trainable?.frozenBytesPerParameter, trainingBytesPerNumber(dtype)),
    quantisedParameters: Math.min(frozen, sane(trainable?.quantisedParameters, 0)),
    flashAttention: options.flashAttention ?? accelerator.year >= flashSince,
    isUnfused: isUnfused(spec.architecture, accelerator),
    gpus: degrees.gpus ?? 1,
    batchSize: counted('batchSize', options.batchSize),
    microBatches: chosenMicroBatches(options),
    sequencesPerStep: counted('sequencesPerStep', options.sequencesPerStep),
    recompute: oneOf('recompute', options.recompute, recomputations),
    zeroStage: chosenStage(options.zeroStage),
    dataParallel: degrees.data,
    tensorParallel: degrees.tensor,
    pipelineParallel: degrees.pipeline,
    contextParallel: degrees.context,
    expertParallel: degrees.expert,
    heads: divisions.heads,
  };
  // Who says the micro-batches says the step.
  const shared = request.microBatches === null ? request.sequencesPerStep : null;
  const tokensWith = ({ step }: Setup): TrainingTokens =>
    chosenTokens(options, (shared ?? sequencesWorked(step)) * sequenceLength, parameters.active);
  const model = (degrees.tensor ?? 1) * (degrees.pipeline ?? 1) * (degrees.context ?? 1);
  const { setup, why: whyDevices } =
    degrees.gpus === null
      ? fittingSetup(request, model, (tried) => tokensWith(tried).tokens.mid)
      : { setup: chooseSetup(request), why: said`the product of the parallel degrees` };
  const { step } = setup;
  const { parallelism } = step;
  const batchSize = or(
    'batchSize',
    request.batchSize,
    step.batchSize,
    said`assumed, for each data-parallel worker: what fills the device and fits in its memory`,
  );
  const { tokens, why } = tokensWith(setup);
  tell('tokens', tokens.mid, options.tokens, why);
  const gpus = degrees.gpus ?? devicesOf(setup);
  tell('gpus', gpus, options.gpus, whyDevices);
  const intensity = chosenIntensity(options.region ?? 'world');
  tell('region', intensity.place, options.region, said`no place was given and none is guessed`);
  const site =
    cloudPueOf(intensity.place) ?? (accelerator.kind === 'data centre' ? dataCentrePue : officePue);
  const pue = or('pue', chosenPue(options.pue), site.pue, pueOrigin(site));

  tell('gradientAccumulation', step.microBatches, request.microBatches, whyMicroBatches(request, setup));
  tell('optimizer', optimizer, options.optimizer, said`the usual one`);
  tell(
    'mixedPrecision',
    String(isMixed),
    options.mixedPrecision,
    said`32-bit master weights beside 16-bit ones`,
  );
  if (fp32Gradients) tell('fp32Gradients', String(fp32Gradients), fp32Gradients, given);
  tell('recompute', step.recompute, request.recompute, said`the fastest that fits in memory`);
  tell(
    'flashAttention',
    String(step.flashAttention),
    options.flashAttention,
    said`flash kernels on hardware since ${flashSince}`,
  );
  const fitting = said`copies of the model where they fit, else cut`;
  tell('dataParallel', parallelism.dataParallel, degrees.data, fitting);
  tell('tensorParallel', parallelism.tensorParallel, degrees.tensor, fitting);
  tell('pipelineParallel', parallelism.pipelineParallel, degrees.pipeline, fitting);
  tell('contextParallel', parallelism.contextParallel, degrees.context, said`sequences are not cut`);
  tell('expertParallel', parallelism.expertParallel, degrees.expert, said`large mixtures over a node`);
  tell(
    'zeroStage',
    parallelism.zeroStage,
    request.zeroStage,
    said`the first that leaves room for activations`,
  );
  const convention = or(
    'convention',
    oneOf('convention', options.convention, conventions),
    'physical',
    said`power modelled from what the hardware does`,
  );
  const gpuHours = positive('gpuHours', options.gpuHours);
  if (gpuHours !== null) tell('gpuHours', gpuHours, gpuHours, given);
  const servedBatchSize = or(
    'servedBatchSize',
    request.batchSize,
    defaultServedBatchSize,
    said`assumed: sequences decoded at once`,
  );
  return {
    tokens: tokens.mid,
    tokensRange: tokens,
    sequenceLength,
    batchSize,
    servedBatchSize,
    accelerator,
    peakFlopsPerSecond: peak,
    powerLimitWatts,
    gpus,
    enoughGpus: setup.fits ? null : enoughDevices({ ...request, gpus }, model),
    dtype,
    optimizer,
    mixedPrecision: isMixed,
    fp32Gradients,
    frozenBytesPerParameter: request.frozenBytesPerParameter,
    work: request.work,
    setup,
    trainable,
    convention,
    software: softwareAgeOf(spec.architecture, accelerator),
    gpuHours,
    pastRuns: (options.pastRuns ?? []).filter((run) => {
      const found = findHardware(run.hardware);
      return found.ok && found.accelerator.name === accelerator.name;
    }),
    intensity,
    pue,
    workingHours: workingHoursOf({
      years: positive('hardwareLife', options.hardwareLife) ?? undefined,
      usePercent: positive('hardwareUse', options.hardwareUse) ?? undefined,
    }),
    assumptions,
    notes: [
      ...unusedLengths(options),
      ...(shared === null || shared === sequencesWorked(step)
        ? []
        : [
            said`A step of ${shared} sequences is no multiple of what ${parallelism.dataParallel} workers with ${batchSize} each take at once.`,
          ]),
    ],
  };
}

/** A figure of another room, not below 0; `otherwise` where there is none. */
const sane = (value: number | null | undefined, otherwise: number): number =>
  value !== null && value !== undefined && Number.isFinite(value) && value >= 0 ? value : otherwise;

/** Products of a step with frozen parts over forward ones. */
function adapterRatio(
  spec: ModelSpec,
  { adapter }: TrainablePart,
  cost: ModelCost,
  sequence: number,
): number {
  const products = adapt(spec, adapter)?.trainingStepMatmul({ batch: 1, sequence }) ?? Number.NaN;
  return Number.isFinite(products) && cost.forward.matmul > 0
    ? Math.min(4, Math.max(1, products / cost.forward.matmul))
    : 3;
}

/** Decides everything a plan leaves open, and says what was assumed and why. Never throws. */
export function resolvePlan(spec: ModelSpec, options: PlanOptions): PlanResolution {
  try {
    const plan = decide(spec, options);
    return { ok: true, plan, assumptions: plan.assumptions };
  } catch (error) {
    if (error instanceof PlanProblem) return { ok: false, error: error.why };
    throw error;
  }
}
