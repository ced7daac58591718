import { workingHoursOf, type WorkingHours } from '../carbon/embodied';
import type { CarbonIntensityFact } from '../carbon/intensity';
import { dataCentrePue, officePue, pueOrigin } from '../carbon/pue';
import { cloudPueOf } from '../carbon/site-pue';
import type { Accelerator } from '../hardware/accelerators';
import { findHardware } from '../hardware/find-hardware';
import { costOf } from '../model/cost';
import type { ModelSpec } from '../model/spec';
import { Assumptions, type Assumption } from './assumptions';
import { divisionsOf } from './degrees-of-model';
import { devicesOf, enoughDevices, fittingSetup } from './fitting-devices';
import { stateBytesPerParameter } from './memory';
import { memoryRemedies, type Remedy } from './memory-remedies';
import type { PastRun } from './calibration';
import type { Convention, Dtype, Optimizer, PlanOptions, TrainablePart } from './plan-options';
import { conventions } from './plan-options';
import {
  chosenAccelerator,
  chosenDtype,
  chosenIntensity,
  chosenOptimizer,
  chosenPue,
  counted,
  degreesOf,
  oneOf,
  PlanProblem,
  positive,
} from './plan-values';
import type { Setup, SetupRequest } from './setup';
import {
  chooseSetup,
  isFrozenMost,
  microBatchesOfStage,
  openRecomputations,
  mostTokensInPipeline,
} from './setup';
import { flashSince, setupRequest } from './setup-request';
import { softwareAgeOf, type SoftwareAge } from './software-age';
import { sequencesWorked } from './step-time';
import type { Workload } from './workload';
import { workloadOf } from './workload';
import { chosenTokens, unusedLengths, type TrainingTokens } from './training-tokens';
import type { Range } from '../units/quantities';
import { formatCount } from '../units/format';
import { said, type Message } from '../units/message';
import { given } from './given';

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
  /** What one change alone makes of a step that does not fit; empty where it fits. Each is a plan of its own to decide: found when asked for. */
  readonly remedies: () => readonly Remedy[];
  readonly dtype: Dtype;
  readonly optimizer: Optimizer;
  readonly mixedPrecision: boolean;
  readonly fp32Gradients: boolean;
  readonly frozenBytesPerParameter: number;
  readonly work: Workload;
  readonly setup: Setup;
  readonly trainable: TrainablePart | null;
  /** Whether a frozen model of the same size reads the sequences too. */
  readonly hasReference: boolean;
  readonly convention: Convention;
  /** The years from which a whole run's software may be. */
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

/** Why a step is of so many micro-batches where nobody says. */
function whyMicroBatches({ sequencesPerStep, work }: SetupRequest, { step }: Setup): Message {
  const { dataParallel, pipelineParallel } = step.parallelism;
  if (sequencesPerStep !== null)
    return said`a step of ${sequencesPerStep} sequences, shared by ${dataParallel} workers with ${step.batchSize} each at once`;
  if (step.microBatches === 1) return said`one batch of each worker fills a step`;
  if (pipelineParallel > 1 && step.microBatches === microBatchesOfStage * pipelineParallel)
    return said`${microBatchesOfStage} for each stage of the pipeline, which keep it busy`;
  const tokens = sequencesWorked(step) * work.tokens;
  return tokens + step.batchSize * dataParallel * work.tokens > mostTokensInPipeline
    ? said`a step of ${formatCount(tokens)} tokens: none that is published is larger`
    : said`a step of ${formatCount(tokens)} tokens, as is usual for a model of its size`;
}

interface ChosenHardware {
  readonly accelerator: Accelerator;
  readonly powerLimitWatts: number;
  readonly dtype: Dtype;
}

function decideHardware(options: PlanOptions, assumptions: Assumptions): ChosenHardware {
  const accelerator = chosenAccelerator(options.hardware ?? defaultHardware);
  assumptions.tell('hardware', accelerator.name, options.hardware, said`a common data-centre accelerator`);
  const { powerLimitWatts } = accelerator;
  if (powerLimitWatts === null) {
    throw new PlanProblem(
      said`The maker of the ${accelerator.name} publishes no power limit, so its energy is not known.`,
    );
  }
  if (accelerator.isPowerLimitAssumed) {
    const why = said`estimated by observers: the maker publishes none`;
    assumptions.tell('powerLimit', `${powerLimitWatts} W`, null, why);
  }
  const dtype = chosenDtype(options.dtype, accelerator);
  const usual =
    dtype === 'bf16' ? said`the usual training precision` : said`the ${accelerator.name} has no bf16 units`;
  assumptions.tell('dtype', dtype, options.dtype, usual);
  return { accelerator, powerLimitWatts, dtype };
}

/** In tokens; of an architecture that takes samples of one size, that size. */
function decideSequenceLength(spec: ModelSpec, options: PlanOptions, assumptions: Assumptions): number {
  const stated = counted('sequenceLength', options.sequenceLength);
  const fixed = spec.tokensPerSample;
  if (fixed !== 'sequence')
    return assumptions.choose('sequenceLength', null, fixed, said`fixed by the architecture`);
  return assumptions.choose(
    'sequenceLength',
    stated,
    Math.min(spec.contextLength ?? defaultSequenceLength, defaultSequenceLength),
    said`the config’s own context, at most ${defaultSequenceLength}`,
  );
}

function decidePlace(
  options: PlanOptions,
  accelerator: Accelerator,
  assumptions: Assumptions,
): { intensity: CarbonIntensityFact; pue: number } {
  const intensity = chosenIntensity(options.region ?? 'world');
  assumptions.tell('region', intensity.place, options.region, said`no place was given and none is guessed`);
  const site =
    cloudPueOf(intensity.place) ?? (accelerator.kind === 'data centre' ? dataCentrePue : officePue);
  const pue = assumptions.choose('pue', chosenPue(options.pue), site.pue, pueOrigin(site));
  return { intensity, pue };
}

/** Switches that save memory: nobody has them who does not say so. */
const savingsGiven = (options: PlanOptions): (readonly [string, string, unknown, Message])[] => [
  ...(['optimizerInBackward', 'pagedOptimizer', 'offloadActivations'] as const).flatMap((name) =>
    options[name] === true ? [[name, 'true', true, given] as const] : [],
  ),
  ...(typeof options.logits === 'string' && options.logits !== 'whole'
    ? [['logits', options.logits, options.logits, given] as const]
    : []),
];

/** Tells how a step is worked, where it was chosen and where it was given. */
function tellStep(
  options: PlanOptions,
  request: SetupRequest,
  setup: Setup,
  { optimizer, mixedPrecision, fp32Gradients }: Pick<Plan, 'optimizer' | 'mixedPrecision' | 'fp32Gradients'>,
  assumptions: Assumptions,
): void {
  const { step } = setup;
  const { parallelism } = step;
  const fitting = said`copies of the model where they fit, else cut`;
  const rows: readonly (readonly [string, string | number, unknown, Message])[] = [
    ['gradientAccumulation', step.microBatches, request.microBatches, whyMicroBatches(request, setup)],
    ['optimizer', optimizer, options.optimizer, said`the usual one`],
    [
      'mixedPrecision',
      String(mixedPrecision),
      options.mixedPrecision,
      said`32-bit master weights beside 16-bit ones`,
    ],
    ...(fp32Gradients ? [['fp32Gradients', 'true', true, given] as const] : []),
    [
      'recompute',
      step.recompute,
      request.recompute,
      said`the fastest that fits in memory under these degrees, of ${openRecomputations(request, parallelism).join(', ')}`,
    ],
    [
      'flashAttention',
      String(step.flashAttention),
      options.flashAttention,
      said`flash kernels on hardware since ${flashSince}`,
    ],
    ['dataParallel', parallelism.dataParallel, request.dataParallel, fitting],
    ['tensorParallel', parallelism.tensorParallel, request.tensorParallel, fitting],
    ['pipelineParallel', parallelism.pipelineParallel, request.pipelineParallel, fitting],
    ...savingsGiven(options),
    ...(request.offload === 'none' ? [] : [['offload', request.offload, request.offload, given] as const]),
    ['contextParallel', parallelism.contextParallel, request.contextParallel, said`sequences are not cut`],
    ['expertParallel', parallelism.expertParallel, request.expertParallel, said`large mixtures over a node`],
    [
      'zeroStage',
      parallelism.zeroStage,
      request.zeroStage,
      parallelism.dataParallel === 1
        ? said`there is nobody to share with`
        : isFrozenMost(request)
          ? said`the fastest that fits in memory`
          : said`the first that leaves most of the memory to activations, or a higher one that spares computing them again`,
    ],
  ];
  for (const row of rows) assumptions.tell(...row);
}

/** @param isFirst not a remedy that is tried */
function decide(spec: ModelSpec, options: PlanOptions, isFirst = true): Plan {
  const assumptions = new Assumptions();
  const { accelerator, powerLimitWatts, dtype } = decideHardware(options, assumptions);
  const sequenceLength = decideSequenceLength(spec, options, assumptions);
  // The cost of one sample; all else is a multiple of it.
  const cost = costOf(spec, { batch: 1, sequence: sequenceLength });
  const optimizer = chosenOptimizer(options.optimizer) ?? 'adamw';
  const mixedPrecision = options.mixedPrecision ?? true;
  const fp32Gradients = options.fp32Gradients ?? false;
  const degrees = degreesOf(options);
  const request = setupRequest({
    spec,
    options,
    cost,
    work: workloadOf(spec, cost, sequenceLength),
    sequenceLength,
    accelerator,
    dtype,
    state: stateBytesPerParameter(dtype, optimizer, mixedPrecision, fp32Gradients),
    degrees,
  });
  // Who says the micro-batches says the step.
  const shared = request.microBatches === null ? request.sequencesPerStep : null;
  const tokensWith = ({ step }: Setup): TrainingTokens =>
    chosenTokens(options, (shared ?? sequencesWorked(step)) * sequenceLength, {
      spec,
      sequenceLength,
      activeParameters: cost.parameters.active,
      looksBothWays: cost.forward.maskable === 0,
    });
  const devicesOfModel = (degrees.tensor ?? 1) * (degrees.pipeline ?? 1) * (degrees.context ?? 1);
  const gpuHours = positive('gpuHours', options.gpuHours);
  const { setup, why: whyDevices } =
    degrees.gpus === null
      ? fittingSetup(request, devicesOfModel, (tried) => tokensWith(tried).tokens.mid, gpuHours)
      : { setup: chooseSetup(request), why: said`the product of the parallel degrees` };
  const { step } = setup;
  const batchSize = assumptions.choose(
    'batchSize',
    request.batchSize,
    step.batchSize,
    said`assumed, for each data-parallel worker: what fills the device and fits in its memory`,
  );
  const { tokens, why } = tokensWith(setup);
  assumptions.tell('tokens', tokens.mid, options.tokens, why);
  const gpus = degrees.gpus ?? devicesOf(setup);
  assumptions.tell('gpus', gpus, options.gpus, whyDevices);
  const { intensity, pue } = decidePlace(options, accelerator, assumptions);
  tellStep(options, request, setup, { optimizer, mixedPrecision, fp32Gradients }, assumptions);
  const convention = assumptions.choose(
    'convention',
    oneOf('convention', options.convention, conventions),
    'physical',
    said`power modelled from what the hardware does`,
  );
  if (gpuHours !== null) assumptions.tell('gpuHours', gpuHours, gpuHours, given);
  const servedBatchSize = assumptions.choose(
    'servedBatchSize',
    counted('servedBatchSize', options.servedBatchSize),
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
    peakFlopsPerSecond: request.peakFlopsPerSecond,
    powerLimitWatts,
    gpus,
    remedies: () => [],
    enoughGpus: setup.fits || !isFirst ? null : enoughDevices({ ...request, gpus }, devicesOfModel),
    dtype,
    optimizer,
    mixedPrecision,
    fp32Gradients,
    frozenBytesPerParameter: request.frozenBytesPerParameter,
    work: request.work,
    setup,
    trainable: options.trainable ?? null,
    hasReference: options.hasReference === true,
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
    assumptions: assumptions.list,
    notes: [
      ...unusedLengths(options, spec.tokensPerSample),
      ...((options.expertParallel ?? 1) > 1 && divisionsOf(spec).experts.length === 0
        ? [
            said`The expert-parallel degree (${String(options.expertParallel)}) has no effect: the model has no experts.`,
          ]
        : []),
      ...(shared === null || shared === sequencesWorked(step)
        ? []
        : [
            said`A step of ${shared} sequences is no multiple of what ${step.parallelism.dataParallel} workers with ${batchSize} each take at once.`,
          ]),
    ],
  };
}

/** The plan under other options on as many devices; null where it can't be. */
function planUnder(spec: ModelSpec, options: PlanOptions, { gpus }: Plan, changed: PlanOptions): Plan | null {
  try {
    // As many copies as then are.
    const copies = changed.contextParallel === undefined ? {} : { dataParallel: null };
    return decide(spec, { ...options, gpus, ...copies, ...changed }, false);
  } catch (error) {
    if (error instanceof PlanProblem) return null;
    throw error;
  }
}

/** Decides everything a plan leaves open, and says what was assumed and why. Never throws. */
export function resolvePlan(spec: ModelSpec, options: PlanOptions): PlanResolution {
  try {
    const decided = decide(spec, options);
    if (decided.setup.fits) return { ok: true, plan: decided, assumptions: decided.assumptions };
    let found: readonly Remedy[] | null = null;
    const remedies = (): readonly Remedy[] =>
      (found ??= memoryRemedies(spec, decided, (changed) => planUnder(spec, options, decided, changed)));
    return { ok: true, plan: { ...decided, remedies }, assumptions: decided.assumptions };
  } catch (error) {
    if (error instanceof PlanProblem) return { ok: false, error: error.why };
    throw error;
  }
}
