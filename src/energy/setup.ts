import type { Accelerator } from '../hardware/accelerators';
import { interconnectOf } from '../hardware/interconnect';
import { fittedConstants } from './machine-constants';
import type { StateBytes, TrainingMemory } from './memory';
import { capacityBytes, trainingBytesPerNumber, trainingMemory } from './memory';
import type { Dtype, Recomputation, ZeroStage } from './plan-options';
import type { Parallelism, StepSetup } from './step-time';
import { stepTime, totalSeconds } from './step-time';
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
  readonly frozenParameters: number;
  readonly frozenBytesPerParameter: number;
  readonly flashAttention: boolean;
  readonly gpus: number;
  readonly batchSize: number | null;
  readonly microBatches: number | null;
  readonly recompute: Recomputation | null;
  readonly zeroStage: ZeroStage | null;
  readonly dataParallel: number | null;
  readonly tensorParallel: number | null;
  readonly pipelineParallel: number | null;
  readonly contextParallel: number | null;
  readonly expertParallel: number | null;
}

export interface Setup {
  readonly step: StepSetup;
  readonly memory: TrainingMemory;
  readonly fits: boolean;
}

/** Tokens that one device works on at once where nobody says: enough to fill it. */
const mostTokensAtOnce = 16_384;
/** Tokens of one optimizer step where nobody says: what is published lies from half a million to some millions. */
const tokensPerStep = 1_048_576;
/** Above this a step would teach less for each token: more devices cut the model then, not the batch. */
const mostTokensPerStep = 8_388_608;
/** Of the memory, what training state may fill before it is shared. */
const unsharedStateShare = 0.35;
/** Of the memory, what may be used: the rest is lost to the driver and to peaks. */
const usableShare = 0.97;

const stages: readonly ZeroStage[] = [0, 1, 2, 3];
const sizesAtOnce = 15;

type Degrees = Omit<Parallelism, 'zeroStage'>;

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
  });
  const workers = parallelism.dataParallel;
  const atOnce = workers * batchSize * work.tokens;
  const stagesOfPipeline = parallelism.pipelineParallel;
  const microBatches =
    request.microBatches ??
    Math.max(1, Math.round(tokensPerStep / atOnce), stagesOfPipeline > 1 ? 4 * stagesOfPipeline : 1);
  return {
    step: {
      accelerator,
      interconnect: interconnectOf(accelerator),
      peakFlopsPerSecond: request.peakFlopsPerSecond,
      widePeakFlopsPerSecond: request.widePeakFlopsPerSecond,
      isFp8: request.dtype === 'fp8',
      bytesPerNumber,
      parallelism,
      batchSize,
      microBatches,
      recompute,
      flashAttention: request.flashAttention,
      optimizerBytesPerParameter: state.optimizer,
      trainedParameters: request.trainedParameters,
      weights: request.trainedParameters + request.frozenParameters,
    },
    memory,
    fits: memory.totalBytes <= capacityBytes(accelerator) * usableShare,
  };
}

/** The first stage whose sharing leaves room for activations; the last where none does. */
function stageFor(request: SetupRequest, degrees: Degrees): ZeroStage {
  if (request.zeroStage !== null) return request.zeroStage;
  if (degrees.dataParallel === 1) return 0;
  const room = capacityBytes(request.accelerator) * unsharedStateShare;
  const enough = stages.find((zeroStage) => {
    const { memory } = stepOf(request, { ...degrees, zeroStage }, 1, 'full');
    return memory.weightsBytes + memory.gradientsBytes + memory.optimizerBytes <= room;
  });
  return enough ?? 3;
}

/** Batch sizes worth trying: powers of two up to a device's fill, and at least 1. */
function batchSizes(request: SetupRequest, dataParallel: number): number[] {
  if (request.batchSize !== null) return [request.batchSize];
  const { tokens } = request.work;
  const most = Math.min(mostTokensAtOnce / tokens, mostTokensPerStep / (tokens * dataParallel));
  const sizes = [1];
  for (let power = 1; power < sizesAtOnce && 2 ** power <= most; power++) sizes.unshift(2 ** power);
  return sizes;
}

/** The fastest batch size and recomputation that fit under these degrees; null where none fits. */
function fastest(request: SetupRequest, parallelism: Parallelism): Setup | null {
  const recomputations: readonly Recomputation[] =
    request.recompute === null ? ['none', 'selective', 'full'] : [request.recompute];
  let best: Setup | null = null;
  let bestRate = 0;
  for (const recompute of recomputations) {
    for (const batchSize of batchSizes(request, parallelism.dataParallel)) {
      const setup = stepOf(request, parallelism, batchSize, recompute);
      if (!setup.fits) continue;
      const seconds = totalSeconds(stepTime(request.work, setup.step, fittedConstants));
      const rate = (batchSize * setup.step.microBatches) / seconds;
      if (rate > bestRate) {
        bestRate = rate;
        best = setup;
      }
      // A smaller batch that fits too is no faster.
      break;
    }
  }
  return best;
}

/** Degrees to try in turn where they are open: none, then more devices for each copy of the model. */
function* degreesOf(request: SetupRequest): Generator<Degrees> {
  const { gpus, work } = request;
  const node = interconnectOf(request.accelerator).devicesPerNode;
  const contextParallel = request.contextParallel ?? 1;
  const mostTensor = request.tensorParallel ?? Math.min(8, node);
  const mostPipeline = request.pipelineParallel ?? Math.min(64, work.layers);
  let tensorParallel = request.tensorParallel ?? 1;
  let pipelineParallel = request.pipelineParallel ?? 1;
  for (;;) {
    const dataParallel =
      request.dataParallel ??
      Math.max(1, Math.floor(gpus / (tensorParallel * pipelineParallel * contextParallel)));
    const expertParallel = Math.min(
      request.expertParallel ?? expertsOver(request, dataParallel),
      dataParallel,
    );
    yield { dataParallel, tensorParallel, pipelineParallel, contextParallel, expertParallel };
    if (
      tensorParallel * 2 <= mostTensor &&
      gpus % (tensorParallel * 2 * pipelineParallel * contextParallel) === 0
    )
      tensorParallel *= 2;
    else if (
      pipelineParallel * 2 <= mostPipeline &&
      gpus % (tensorParallel * pipelineParallel * 2 * contextParallel) === 0
    )
      pipelineParallel *= 2;
    else return;
  }
}

/** Experts of a large mixture are spread over a node. */
function expertsOver({ work, accelerator }: SetupRequest, dataParallel: number): number {
  const { experts, total } = work.parameters;
  if (experts < total / 2) return 1;
  const node = interconnectOf(accelerator).devicesPerNode;
  return dataParallel % Math.min(8, node) === 0 ? Math.min(8, node) : 1;
}

/**
 * How a step runs: what was given stays; of what is open, the fastest that fits in memory, cutting the model only where
 * copies of it would not fit or would make the batch too large. Where nothing fits, the most frugal, with `fits` false.
 */
export function chooseSetup(request: SetupRequest): Setup {
  let frugal: Setup | null = null;
  for (const degrees of degreesOf(request)) {
    const parallelism: Parallelism = { ...degrees, zeroStage: stageFor(request, degrees) };
    const smallest = request.batchSize ?? 1;
    frugal = stepOf(
      request,
      { ...degrees, zeroStage: request.zeroStage ?? (degrees.dataParallel > 1 ? 3 : 0) },
      smallest,
      request.recompute ?? 'full',
    );
    const isBatchTooLarge =
      request.batchSize === null && degrees.dataParallel * request.work.tokens > mostTokensPerStep;
    if (isBatchTooLarge) continue;
    const setup = fastest(request, parallelism);
    if (setup !== null) return setup;
  }
  if (frugal === null) throw new Error('there is always one way to cut a step');
  return fastest(request, frugal.step.parallelism) ?? frugal;
}
