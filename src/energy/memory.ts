import type { Accelerator } from '../hardware/accelerators';
import type { Dtype, LogitsKept, MemorySavings, Offload, Optimizer, Recomputation } from './plan-options';
import { offloadsState, offloadsWeights } from './plan-options';
import { expertShareOf, heldShare, type Parallelism } from './step-time';
import type { Workload } from './workload';

/** A number in 4 bits, with a scale of 8 for each 16 of them (NVFP4; MXFP4 has one for each 32). */
const fourBitBytes = 4 / 8 + 1 / 16;
const bytesOf: Readonly<Record<Dtype, number>> = {
  bf16: 2,
  fp16: 2,
  fp32: 4,
  tf32: 4,
  fp8: 1,
  fp4: fourBitBytes,
};

/** Bytes of one number of the key-value cache: no narrower than 8 bits. */
export const cacheBytesPerNumber = (dtype: Dtype): number => Math.max(1, bytesOf[dtype]);

/** Bytes of one number of a weight when serving. */
export const bytesPerNumber = (dtype: Dtype): number => bytesOf[dtype];

/** Bytes of one number of weights, gradients and activations in training: fewer bits are for the products alone. */
export const trainingBytesPerNumber = (dtype: Dtype): number => Math.max(2, bytesOf[dtype]);

/** Bytes that an optimizer keeps for each parameter in 32 bits (8 bits where its name says so). */
const stateBytes: Readonly<Record<Optimizer, number>> = {
  adamw: 8,
  adamw8bit: 2,
  // The second moment as rows and columns, less than a hundredth of the weights' number; no momentum unless one asks for it
  // (beta1 is None in Shazeer and Stern 2018, in transformers and in PyTorch).
  adafactor: 0.04,
  lion: 4,
  muon: 4,
  sgd: 4,
};

/** Bytes of training state for each parameter that learns. */
export interface StateBytes {
  readonly weight: number;
  readonly gradient: number;
  /** Optimizer state with, in mixed precision, the 32-bit master weight. */
  readonly optimizer: number;
}

/**
 * Mixed precision with Adam: 2 + 2 + 4 + 8 = 16 (Rajbhandari et al. 2020, ZeRO), 18 with gradients in 32 bits (Megatron-LM,
 * docs/source/api-guide/dist_optimizer: "bf16 param, fp32 grads"); fp32: 4 + 4 + 8; all in 16 bits without master weights: 2 + 2 + 4.
 */
export function stateBytesPerParameter(
  dtype: Dtype,
  optimizer: Optimizer,
  mixedPrecision: boolean,
  fp32Gradients: boolean,
): StateBytes {
  const number = trainingBytesPerNumber(dtype);
  const state = stateBytes[optimizer];
  if (number === 4) return { weight: 4, gradient: 4, optimizer: state };
  const gradient = fp32Gradients ? 4 : 2;
  return mixedPrecision
    ? { weight: 2, gradient, optimizer: 4 + state }
    : { weight: 2, gradient, optimizer: optimizer === 'adamw8bit' ? state : state / 2 };
}

/** Of `state` what a paged optimizer can leave with the host: all but the 32-bit master weights. */
export const pagedBytes = (dtype: Dtype, state: StateBytes, mixedPrecision: boolean): number =>
  state.optimizer - (mixedPrecision && trainingBytesPerNumber(dtype) < 4 ? 4 : 0);

/** Bytes on the fullest device. */
export interface TrainingMemory {
  readonly weightsBytes: number;
  readonly gradientsBytes: number;
  /** Without what a paged optimizer can leave with the host: it lies here only as far as there is room. */
  readonly optimizerBytes: number;
  readonly activationsBytes: number;
  readonly logitsBytes: number;
  /** Driver, kernels, communication buffers, fragments. */
  readonly overheadBytes: number;
  readonly totalBytes: number;
}

export interface MemoryNeeds {
  readonly work: Workload;
  readonly parallelism: Parallelism;
  readonly state: StateBytes;
  readonly bytesPerNumber: number;
  /** Weights that learn and those that don't. */
  readonly trainedParameters: number;
  readonly frozenParameters: number;
  readonly frozenBytesPerParameter: number;
  readonly batchSize: number;
  readonly recompute: Recomputation;
  readonly flashAttention: boolean;
  readonly offload: Offload;
  readonly savings: MemorySavings;
}

const driverBytes = 1e9;
const communicationBytes = 1e9;
/** Memory lost to fragments, as a share of what is allocated. */
const fragmentShare = 0.05;
/** Logits in 32 bits, their softmax and their gradient in 16. */
const wholeLogit = 4 + 4 + 2;
/** Pieces into which losses cut the logits: torchtune's eight; Liger's and Unsloth's are more. */
const piecesOfLogits = 8;
const bytesPerLogit: Readonly<Record<LogitsKept, number>> = {
  whole: wholeLogit,
  chunked: 2 + wholeLogit / piecesOfLogits,
  fused: wholeLogit / piecesOfLogits,
};
/** Scores in 16 bits before and after the softmax, and a mask of one byte (Korthikanti et al. 2022). */
const bytesPerScore = 5;

function activationBytes(needs: MemoryNeeds): number {
  const { work, recompute, flashAttention, bytesPerNumber: bytes } = needs;
  const scores = flashAttention || recompute !== 'none' ? 0 : work.scores * bytesPerScore;
  if (recompute === 'selective') return work.activationsOfProducts * bytes;
  if (recompute !== 'full') return work.activations * bytes + scores;
  // The input of every layer, and the layer that is computed again.
  const eager = flashAttention ? 0 : work.scores * bytesPerScore;
  const inputs = work.layers * work.tokens * work.width * bytes;
  const whole = work.activations * bytes;
  const waiting = needs.savings.offloadActivations ? Math.min(1, 2 / work.layers) : 1;
  return Math.min(whole, inputs * waiting + (whole + eager) / work.layers);
}

/** What training keeps on the fullest device, in bytes. */
export function trainingMemory(needs: MemoryNeeds): TrainingMemory {
  const { work, parallelism, state, trainedParameters, frozenParameters, batchSize } = needs;
  const { dataParallel, tensorParallel, pipelineParallel, contextParallel, zeroStage } = parallelism;
  const expertShare = expertShareOf(work);
  const local = heldShare(parallelism, expertShare, false);
  const shared = heldShare(parallelism, expertShare, true);
  const held = (sharedFrom: number): number => (zeroStage >= sharedFrom ? shared : local);
  const weights = trainedParameters * state.weight + frozenParameters * needs.frozenBytesPerParameter;
  // Of what comes and goes, the layer at work and the next are there.
  const atWork = Math.min(1, 2 / work.layers);
  const areWeightsOnHost = offloadsWeights(needs.offload);
  const isPassing = areWeightsOnHost || (zeroStage === 3 && dataParallel > 1);
  const weightsBytes =
    (areWeightsOnHost ? 0 : weights * held(3)) + (isPassing ? weights * local * atWork : 0);
  const isStateOnHost = offloadsState(needs.offload);
  const { logits, optimizerInBackward, pagedBytesPerParameter } = needs.savings;
  const arePassing = isStateOnHost || optimizerInBackward;
  const gradientsBytes =
    trainedParameters * state.gradient * (arePassing ? Math.min(local * atWork, held(2)) : held(2));
  const optimizerBytes = isStateOnHost
    ? 0
    : trainedParameters * (state.optimizer - pagedBytesPerParameter) * held(1);
  const cut = tensorParallel * contextParallel;
  // The first stage of a pipeline keeps as many micro-batches as there are stages, of a stage's layers each.
  const activationsBytes = (batchSize * activationBytes(needs)) / cut;
  const logitsBytes = (batchSize * work.logits * bytesPerLogit[logits]) / cut;
  const allocated = weightsBytes + gradientsBytes + optimizerBytes + activationsBytes + logitsBytes;
  const isAlone = dataParallel * cut * pipelineParallel === 1;
  const overheadBytes = driverBytes + (isAlone ? 0 : communicationBytes) + fragmentShare * allocated;
  return {
    weightsBytes,
    gradientsBytes,
    optimizerBytes,
    activationsBytes,
    logitsBytes,
    overheadBytes,
    totalBytes: allocated + overheadBytes,
  };
}

export const capacityBytes = (accelerator: Accelerator): number => accelerator.memoryGigabytes * 1e9;
