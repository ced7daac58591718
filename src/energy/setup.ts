import type { Accelerator } from '../hardware/accelerators';
import { interconnectOf } from '../hardware/interconnect';
import { fittedConstants } from './machine-constants';
import type { StateBytes, TrainingMemory } from './memory';
import { capacityBytes, trainingBytesPerNumber, trainingMemory } from './memory';
import type { Dtype, MemorySavings, Offload, Recomputation, ZeroStage } from './plan-options';
import { isNarrow } from './plan-options';
import type { Parallelism, StepSetup } from './step-time';
import { expertShareOf, heldShare, sequencesWorked, stepTime, totalSeconds } from './step-time';
import { usableShare } from './usable-memory';
import type { Workload } from './workload';

/** What a person or a file fixed of how a step is cut; null is open. Degrees are whole and at least 1. */
export interface SetupRequest {
  readonly work: Workload;
  readonly accelerator: Accelerator;
  readonly dtype: Dtype;
  readonly peakFlopsPerSecond: number;
  readonly widePeakFlopsPerSecond: number;
  readonly state: StateBytes;
  readonly trainedParameters: number;
  /** With those of a reference. */
  readonly frozenParameters: number;
  readonly frozenBytesPerParameter: number;
  /** Of the frozen ones those of a copy of the whole model, which only reads. */
  readonly referenceParameters: number;
  /** Forward passes without gradients over the same sequences, of a model of the same size. */
  readonly forwardPasses: number;
  /** Frozen weights that are widened to 16 bits for each product. */
  readonly quantisedParameters: number;
  readonly flashAttention: boolean;
  /** Whether elementwise work is one kernel after the other (software-age.ts). */
  readonly isUnfused: boolean;
  readonly gpus: number;
  readonly batchSize: number | null;
  readonly microBatches: number | null;
  /** Sequences of one step over all workers, which decide the micro-batches where those are open. */
  readonly sequencesPerStep: number | null;
  readonly recompute: Recomputation | null;
  readonly zeroStage: ZeroStage | null;
  readonly offload: Offload;
  readonly savings: MemorySavings;
  readonly dataParallel: number | null;
  readonly tensorParallel: number | null;
  readonly pipelineParallel: number | null;
  readonly contextParallel: number | null;
  readonly expertParallel: number | null;
  /** Numbers of attention heads that open tensor degrees divide. */
  readonly heads: readonly number[];
}

export interface Setup {
  readonly step: StepSetup;
  readonly memory: TrainingMemory;
  readonly fits: boolean;
}

/** Tokens that one device works on at once where nobody says: enough to fill it. */
const mostTokensAtOnce = 16_384;
/** Images of a network of convolutions, whose positions get fewer from layer to layer: as recipes for ImageNet have them on one device. */
const mostImagesAtOnce = 256;
/**
 * Tokens of one optimizer step where nobody says, as GPT-3's eight sizes had them (Brown et al. 2020, Table 2.1): half a million up
 * to 760M parameters, more for larger models, by a power between that table's ends, and no more than some millions.
 */
const fewestTokensPerStep = 524_288;
const usualMostTokensPerStep = 4_194_304;
const largestOfFewest = 760e6;
const growthOfStep = 0.4;
const tokensPerStep = ({ parameters }: Workload): number =>
  Math.min(
    usualMostTokensPerStep,
    fewestTokensPerStep * Math.max(1, parameters.active / largestOfFewest) ** growthOfStep,
  );
/** Micro-batches for each stage of a pipeline, at least, where nobody says: fewer leave it idle. */
export const microBatchesOfStage = 4;
/** But a step of no more tokens than the largest that is published: 15,360 sequences of 4,096 (DeepSeek-AI 2024, DeepSeek-V3). */
export const mostTokensInPipeline = 62_914_560;
/** Above this a step would teach less for each token: more devices cut the model then, not the batch. */
const mostTokensPerStep = 8_388_608;
/** Share of the memory that training state may fill before it is shared among devices. */
const unsharedStateShare = 0.35;

const stages: readonly ZeroStage[] = [0, 1, 2, 3];
const sizesAtOnce = 15;
const mostExpertDevices = 64;

type Degrees = Omit<Parallelism, 'zeroStage'>;

/** Bytes of a device's optimizer state that can go to the host page by page. */
const pageableBytes = (
  { work, trainedParameters, savings }: SetupRequest,
  parallelism: Parallelism,
): number =>
  trainedParameters *
  savings.pagedBytesPerParameter *
  heldShare(parallelism, expertShareOf(work), parallelism.zeroStage > 0);

function stepOf(
  request: SetupRequest,
  parallelism: Parallelism,
  batchSize: number,
  recompute: Recomputation,
): Setup {
  const { work, accelerator, state } = request;
  const bytesPerNumber = trainingBytesPerNumber(request.dtype);
  const memory = trainingMemory({
    work,
    parallelism,
    state,
    bytesPerNumber,
    trainedParameters: request.trainedParameters,
    frozenParameters: request.frozenParameters,
    frozenBytesPerParameter: request.frozenBytesPerParameter,
    batchSize,
    recompute,
    flashAttention: request.flashAttention,
    offload: request.offload,
    savings: request.savings,
  });
  const room = capacityBytes(accelerator) * usableShare;
  const pageable = pageableBytes(request, parallelism);
  const workers = parallelism.dataParallel;
  const atOnce = workers * batchSize * work.tokens;
  const stagesOfPipeline = parallelism.pipelineParallel;
  const microBatches =
    request.microBatches ??
    (request.sequencesPerStep === null
      ? Math.max(
          1,
          Math.round(tokensPerStep(work) / atOnce),
          stagesOfPipeline > 1
            ? Math.min(microBatchesOfStage * stagesOfPipeline, Math.floor(mostTokensInPipeline / atOnce))
            : 1,
        )
      : Math.max(1, Math.round(request.sequencesPerStep / (workers * batchSize))));
  return {
    step: {
      accelerator,
      interconnect: interconnectOf(accelerator),
      peakFlopsPerSecond: request.peakFlopsPerSecond,
      widePeakFlopsPerSecond: request.widePeakFlopsPerSecond,
      isNarrow: isNarrow(request.dtype),
      bytesPerNumber,
      parallelism,
      batchSize,
      microBatches,
      recompute,
      flashAttention: request.flashAttention,
      isUnfused: request.isUnfused,
      gradientBytesPerParameter: state.gradient,
      optimizerBytesPerParameter: state.optimizer,
      trainedParameters: request.trainedParameters,
      weightBytes:
        request.trainedParameters * bytesPerNumber +
        (request.frozenParameters - request.referenceParameters) * request.frozenBytesPerParameter,
      quantisedWeights: request.quantisedParameters,
      forwardPasses: request.forwardPasses,
      offload: request.offload,
      pagedBytes: Math.max(0, Math.min(pageable, memory.totalBytes + pageable - room)),
    },
    memory,
    fits: memory.totalBytes <= room,
  };
}

/** Whether most weights do not learn. */
export const isFrozenMost = ({ frozenParameters, trainedParameters }: SetupRequest): boolean =>
  frozenParameters > trainedParameters;

/**
 * Stages worth trying where nobody says: from the first whose sharing leaves room for activations, as people share; with a frozen
 * base, most of whose memory no sharing but of the weights saves, all.
 */
function openStages(request: SetupRequest, degrees: Degrees): readonly ZeroStage[] {
  if (request.zeroStage !== null) return [request.zeroStage];
  if (degrees.dataParallel === 1) return [0];
  if (isFrozenMost(request)) return stages;
  const room = capacityBytes(request.accelerator) * unsharedStateShare;
  const enough = stages.find((zeroStage) => {
    const { memory } = stepOf(request, { ...degrees, zeroStage }, 1, 'full');
    return memory.weightsBytes + memory.gradientsBytes + memory.optimizerBytes <= room;
  });
  return stages.filter((stage) => stage >= (enough ?? 3));
}

/**
 * Batch sizes worth trying, the largest first: up to a device's fill, and at least 1; of what a worker has of a step that is said the
 * divisors, else powers of two.
 */
function batchSizes(request: SetupRequest, dataParallel: number): number[] {
  if (request.batchSize !== null) return [request.batchSize];
  const { tokens, isConvolved } = request.work;
  const most = Math.min(
    isConvolved ? mostImagesAtOnce : mostTokensAtOnce / tokens,
    (request.sequencesPerStep ?? mostTokensPerStep / tokens) / dataParallel,
  );
  const { sequencesPerStep } = request;
  const each = sequencesPerStep === null ? NaN : sequencesPerStep / dataParallel;
  if (Number.isInteger(each))
    return Array.from({ length: Math.max(1, Math.floor(most)) }, (_, smaller) => smaller + 1)
      .filter((size) => each % size === 0)
      .reverse();
  const sizes = [1];
  for (let power = 1; power < sizesAtOnce && 2 ** power <= most; power++) sizes.unshift(2 ** power);
  return sizes;
}

/**
 * All or nothing is what frameworks offer. Google's compiler, those that build pipelines on hardware since 2022, and those that
 * train in fp8 choose what to compute again.
 */
export function openRecomputations(
  { accelerator, dtype }: SetupRequest,
  { pipelineParallel }: Parallelism,
): readonly Recomputation[] {
  const isChosen =
    accelerator.vendor === 'Google' ||
    (accelerator.year >= 2022 && (pipelineParallel > 1 || isNarrow(dtype)));
  return isChosen ? ['none', 'selective', 'full'] : ['none', 'full'];
}

interface Candidate {
  readonly setup: Setup;
  /** Sequences a second. */
  readonly rate: number;
  /** Share of a step's time that goes to communication and bubbles. */
  readonly waitingShare: number;
}

/** The fastest stage, batch size and recomputation that fit under these degrees; null where none fits. */
function fastestOfStages(request: SetupRequest, degrees: Degrees): Candidate | null {
  let best: Candidate | null = null;
  for (const zeroStage of openStages(request, degrees)) {
    const found = fastest(request, { ...degrees, zeroStage });
    if (found === null) continue;
    if (best === null || found.rate > best.rate) best = found;
    // Who need not compute again shares no more.
    if (best.setup.step.recompute === 'none' && !isFrozenMost(request)) break;
  }
  return best;
}

/** The fastest batch size and recomputation that fit under these degrees and this stage; null where none fits. */
function fastest(request: SetupRequest, parallelism: Parallelism): Candidate | null {
  const recomputations =
    request.recompute === null ? openRecomputations(request, parallelism) : [request.recompute];
  let best: Candidate | null = null;
  for (const recompute of recomputations) {
    for (const batchSize of batchSizes(request, parallelism.dataParallel)) {
      const setup = stepOf(request, parallelism, batchSize, recompute);
      if (!setup.fits) continue;
      const time = stepTime(request.work, setup.step, fittedConstants);
      const seconds = totalSeconds(time);
      const rate = sequencesWorked(setup.step) / seconds;
      if (best === null || rate > best.rate)
        best = { setup, rate, waitingShare: (time.communication + time.bubble) / seconds };
      // A smaller batch that fits too is no faster.
      break;
    }
  }
  return best;
}

/** Powers of two up to a number: 1, 2, 4 ... */
const powersUpTo = (most: number): number[] =>
  Array.from({ length: Math.max(1, Math.floor(Math.log2(Math.max(1, most))) + 1) }, (_, power) => 2 ** power);

/** Below this many devices, nobody builds a pipeline that was not asked for. */
const fewestForPipeline = 64;
const mostStages = 16;
/** A network slower than this, in GB/s for each device, is Ethernet, over which gradients of whole copies take long. */
const leastForCopies = 5;

/** Nor does anybody for a model whose copies leave each device most of its memory, unless the network is slow. */
function isCopied({ accelerator, state, trainedParameters }: SetupRequest): boolean {
  const bytes = trainedParameters * (state.weight + state.gradient + state.optimizer);
  return (
    bytes <= capacityBytes(accelerator) * unsharedStateShare &&
    interconnectOf(accelerator).betweenNodesGigabytesPerSecond >= leastForCopies
  );
}

/** Degrees to try in turn where they are open: whole copies of the model first, then ever smaller pieces. */
function degreesOf(request: SetupRequest): Degrees[] {
  const { gpus, work } = request;
  const node = interconnectOf(request.accelerator).devicesPerNode;
  const contextParallel = request.contextParallel ?? 1;
  const stagesAtMost = gpus < fewestForPipeline || isCopied(request) ? 1 : Math.min(mostStages, work.layers);
  // Who shares state or counts workers trains on whole copies.
  const isWhole = request.zeroStage !== null || request.dataParallel !== null;
  const open = (given: number | null, most: number): number[] =>
    given !== null ? [given] : isWhole ? [1] : powersUpTo(most);
  const tensors = open(request.tensorParallel, Math.min(8, node)).filter(
    (degree) => request.tensorParallel !== null || request.heads.every((count) => count % degree === 0),
  );
  const pipelines = open(request.pipelineParallel, stagesAtMost);
  const first = (tensors[0] ?? 1) * (pipelines[0] ?? 1);
  return pipelines
    .flatMap((pipelineParallel) => tensors.map((tensorParallel) => ({ tensorParallel, pipelineParallel })))
    .filter(({ tensorParallel, pipelineParallel }) => {
      const cut = tensorParallel * pipelineParallel;
      return cut === first || gpus % (cut * contextParallel) === 0;
    })
    .sort(
      (one, other) =>
        one.tensorParallel * one.pipelineParallel - other.tensorParallel * other.pipelineParallel ||
        other.tensorParallel - one.tensorParallel,
    )
    .map(({ tensorParallel, pipelineParallel }) => {
      const dataParallel =
        request.dataParallel ??
        Math.max(1, Math.floor(gpus / (tensorParallel * pipelineParallel * contextParallel)));
      const expertParallel =
        request.expertParallel === null
          ? Math.min(expertsOver(request, dataParallel), dataParallel)
          : Math.min(request.expertParallel, dataParallel * tensorParallel * contextParallel);
      return { dataParallel, tensorParallel, pipelineParallel, contextParallel, expertParallel };
    });
}

/** Experts of a mixture are spread over as few devices as hold their state, a power of two. */
function expertsOver({ work, accelerator, state }: SetupRequest, dataParallel: number): number {
  const bytes = work.parameters.experts * (state.weight + state.gradient);
  const room = capacityBytes(accelerator) * unsharedStateShare;
  let devices = 1;
  while (devices < mostExpertDevices && bytes / devices > room && dataParallel % (devices * 2) === 0)
    devices *= 2;
  return devices;
}

/** Whether so many workers would make a step larger than it is said to be, or than one that teaches well. */
function isBatchTooLarge(
  { batchSize, dataParallel, sequencesPerStep, work }: SetupRequest,
  degrees: Degrees,
): boolean {
  const sequences = degrees.dataParallel * (batchSize ?? 1);
  return sequencesPerStep === null
    ? batchSize === null && sequences * work.tokens > mostTokensPerStep
    : dataParallel === null && sequences > sequencesPerStep;
}

/** Communication below this share of a step's time is no reason to cut the model further. */
const tolerableCommunication = 0.1;

/**
 * How a step runs: what was given stays; of what is open, the fastest that fits in memory, cutting the model only where
 * copies of it would not fit, would make the batch too large or would talk too much; in fp8, whose software is made to cut,
 * also where weights would have to be gathered. Where nothing fits, the most frugal, with `fits` false.
 */
export function chooseSetup(request: SetupRequest): Setup {
  let frugal: Setup | null = null;
  let best: Candidate | null = null;
  for (const degrees of degreesOf(request)) {
    const zeroStage = request.zeroStage ?? (degrees.dataParallel > 1 ? 3 : 0);
    frugal = stepOf(request, { ...degrees, zeroStage }, request.batchSize ?? 1, request.recompute ?? 'full');
    if (isBatchTooLarge(request, degrees)) continue;
    const found = fastestOfStages(request, degrees);
    if (found === null) continue;
    if (best === null || found.rate > best.rate) best = found;
    const mayCut = isNarrow(request.dtype) && found.setup.step.parallelism.zeroStage === 3;
    if (found.waitingShare < tolerableCommunication && !mayCut) break;
  }
  if (best !== null) return best.setup;
  if (frugal === null) throw new Error('there is always one way to cut a step');
  return fastest(request, frugal.step.parallelism)?.setup ?? frugal;
}
