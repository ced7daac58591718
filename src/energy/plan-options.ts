import type { AdapterPlan } from '../model/adapters';
import type { PastRun } from './calibration';

/** Precisions a model is trained or served in. */
export const dtypes = ['bf16', 'fp16', 'fp32', 'tf32', 'fp8', 'fp4'] as const;
export type Dtype = (typeof dtypes)[number];

/** Whether products are in fewer than 16 bits, while attention and the output head stay in them. */
export const isNarrow = (dtype: Dtype): boolean => dtype === 'fp8' || dtype === 'fp4';

/** What keeps state for each weight between steps. */
export const optimizers = ['adamw', 'adamw8bit', 'adafactor', 'lion', 'muon', 'sgd'] as const;
export type Optimizer = (typeof optimizers)[number];

/**
 * What of a layer's forward pass is done again in the backward pass, to keep fewer activations: with `attention` its scores and
 * values alone (what Megatron-LM calls selective), with `selective` norms, activation functions and some of the products too.
 */
export const recomputations = ['none', 'attention', 'selective', 'full'] as const;
export type Recomputation = (typeof recomputations)[number];

/**
 * How energy is come by: `physical` models power from what the hardware does; `tdp` multiplies hours by the power
 * limit and PUE, as most published figures do.
 */
export const conventions = ['physical', 'tdp'] as const;
export type Convention = (typeof conventions)[number];

/** Who shares weights, gradients and optimizer state: 0 nobody, 1 the state, 2 gradients too, 3 weights too (FSDP). */
export type ZeroStage = 0 | 1 | 2 | 3;

/**
 * What of the training state lies in the host's memory between its uses: the optimizer's state with the gradients, which the host's
 * processors then update; weights, which come back layer by layer; or both.
 */
export const offloads = ['none', 'optimizer', 'weights', 'all'] as const;
export type Offload = (typeof offloads)[number];
export const offloadsState = (offload: Offload): boolean => offload === 'optimizer' || offload === 'all';
export const offloadsWeights = (offload: Offload): boolean => offload === 'weights' || offload === 'all';

/**
 * How the loss holds the logits: `whole` in 32 bits with their softmax and gradient; `chunked`, whole in 16 bits and all else piece by
 * piece; `fused` with the output's product, which makes no more than a piece of them at once.
 */
export const logitsKept = ['whole', 'chunked', 'fused'] as const;
export type LogitsKept = (typeof logitsKept)[number];

/** What of a step need not lie on the device, by switches that frameworks have beside sharding. */
export interface MemorySavings {
  readonly logits: LogitsKept;
  /** The optimizer steps for each weight as soon as its gradient is there, which is then let go. */
  readonly optimizerInBackward: boolean;
  /** Bytes of the optimizer's state for each parameter that go to the host's memory where the device has no room (pages). */
  readonly pagedBytesPerParameter: number;
  /** What recomputation keeps of each layer waits in the host's memory. */
  readonly offloadActivations: boolean;
}

/** The part of a model that learns, where the rest is frozen (adapters). */
export interface TrainablePart {
  /** Parameters that get gradients and optimizer state. They add to the model's own. */
  readonly trainableParameters: number;
  /** What the parameters are; the products of a step follow from it. */
  readonly adapter: AdapterPlan;
  /** Bytes of one frozen weight: 0.5 where it is quantised to 4 bits. Absent: the plan's precision. */
  readonly frozenBytesPerParameter?: number | null | undefined;
  /** Frozen weights that are widened to 16 bits for each product (QLoRA). Absent: none. */
  readonly quantisedParameters?: number | null | undefined;
}

/** A plan as a person or a training file says it: what is absent or null is assumed. */
export interface PlanOptions {
  /** Tokens processed in all; wins over steps and epochs. */
  readonly tokens?: number | null | undefined;
  /** Optimizer steps; tokens = steps x the global batch x sequence length. */
  readonly steps?: number | null | undefined;
  /** How often the data set is gone through: tokens = epochs x datasetTokens. May be a fraction. */
  readonly epochs?: number | null | undefined;
  readonly datasetTokens?: number | null | undefined;
  /** Whether a trained model is tuned further: its data are then no matter of its size. */
  readonly fineTunes?: boolean | null | undefined;
  readonly sequenceLength?: number | null | undefined;
  /** Sequences that one data-parallel worker works on at once (the micro-batch). */
  readonly batchSize?: number | null | undefined;
  /** Sequences that are decoded at once when the model serves: no matter of how it is trained. */
  readonly servedBatchSize?: number | null | undefined;
  /** Micro-batches that one worker sums gradients over before an optimizer step. */
  readonly gradientAccumulation?: number | null | undefined;
  /** Sequences of one optimizer step over all devices, where that is said and the accumulation is not: they share it. */
  readonly sequencesPerStep?: number | null | undefined;
  readonly hardware?: string | null | undefined;
  readonly gpus?: number | null | undefined;
  readonly dtype?: string | null | undefined;
  /** False where weights and state are kept in `dtype` alone, without 32-bit master weights. */
  readonly mixedPrecision?: boolean | null | undefined;
  /** Whether gradients are summed and reduced in 32 bits beside 16-bit weights. */
  readonly fp32Gradients?: boolean | null | undefined;
  readonly optimizer?: string | null | undefined;
  /** Whether each weight is updated as soon as its gradient is there, so that no others are kept. */
  readonly optimizerInBackward?: boolean | null | undefined;
  /** Whether the optimizer's state goes to the host's memory where the device has no room for it. */
  readonly pagedOptimizer?: boolean | null | undefined;
  /** Whether what is kept for the backward pass waits in the host's memory. */
  readonly offloadActivations?: boolean | null | undefined;
  readonly logits?: string | null | undefined;
  readonly zeroStage?: number | null | undefined;
  readonly offload?: string | null | undefined;
  readonly dataParallel?: number | null | undefined;
  readonly tensorParallel?: number | null | undefined;
  readonly pipelineParallel?: number | null | undefined;
  /** Devices that one set of experts is spread over. They are among those of dataParallel. */
  readonly expertParallel?: number | null | undefined;
  /** Devices that one sequence is cut over. */
  readonly contextParallel?: number | null | undefined;
  /** Micro-batches in flight through the pipeline in one step; another word for gradientAccumulation there. */
  readonly microBatches?: number | null | undefined;
  readonly recompute?: string | null | undefined;
  /** Whether attention's scores stay in the chip (flash kernels) or are written out (eager). */
  readonly flashAttention?: boolean | null | undefined;
  readonly trainable?: TrainablePart | null | undefined;
  /** Whether each step also reads its sequences with a frozen model of the same size (DPO, KTO, PPO): its weights more. */
  readonly hasReference?: boolean | null | undefined;
  /** Forward passes without gradients beside training's own, of the reference and of the model itself: 0 to 3. */
  readonly forwardPasses?: number | null | undefined;
  /** ISO 3166 code or name of a country, or `world`. */
  readonly region?: string | null | undefined;
  readonly pue?: number | null | undefined;
  /** Years that the hardware is kept. */
  readonly hardwareLife?: number | null | undefined;
  /** Per cent of that time in which it works. */
  readonly hardwareUse?: number | null | undefined;
  readonly convention?: string | null | undefined;
  /** Device-hours where they are known: time is then not modelled, energy is. */
  readonly gpuHours?: number | null | undefined;
  /** Runs metered on this machine, of any hardware: those of the plan's hardware calibrate the estimate. */
  readonly pastRuns?: readonly PastRun[] | null | undefined;
}
