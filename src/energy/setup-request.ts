import type { Accelerator } from '../hardware/accelerators';
import { adapt } from '../model/adapters';
import type { ModelCost } from '../model/cost';
import type { ModelSpec } from '../model/spec';
import { checkDegrees, divisionsOf } from './degrees-of-model';
import { pagedBytes, trainingBytesPerNumber } from './memory';
import {
  isNarrow,
  logitsKept,
  offloads,
  recomputations,
  type Dtype,
  type PlanOptions,
  type TrainablePart,
} from './plan-options';
import { chosenMicroBatches, chosenStage, counted, oneOf, type degreesOf } from './plan-values';
import type { SetupRequest } from './setup';
import { isUnfused } from './software-age';
import type { Workload } from './workload';

/** Year of the first hardware that flash kernels were written for. */
export const flashSince = 2020;

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

/**
 * What is asked of a training step's setup: what the options state, null where they leave it open.
 *
 * @param asked.cost of one sample of `sequenceLength` tokens
 * @throws {PlanProblem} for values that can't be, or by which the model can't be cut
 */
export function setupRequest(asked: {
  readonly spec: ModelSpec;
  readonly options: PlanOptions;
  readonly cost: ModelCost;
  readonly work: Workload;
  readonly sequenceLength: number;
  readonly accelerator: Accelerator;
  readonly dtype: Dtype;
  readonly state: SetupRequest['state'];
  readonly degrees: ReturnType<typeof degreesOf>;
}): SetupRequest {
  const { spec, options, cost, work, sequenceLength, accelerator, dtype, state, degrees } = asked;
  const divisions = divisionsOf(spec);
  checkDegrees(divisions, work.layers, degrees);
  const trainable = options.trainable ?? null;
  const parameters = cost.parameters.total;
  const hasReference = options.hasReference === true;
  // With adapters the frozen base is the reference.
  const reference = trainable === null && hasReference ? parameters : 0;
  const frozen = trainable === null ? reference : parameters;
  const wide = accelerator.peakTeraflops.bf16 ?? accelerator.peakTeraflops.fp16;
  const peak = (accelerator.peakTeraflops[dtype] ?? 0) * 1e12;
  return {
    work:
      trainable === null
        ? work
        : { ...work, trainingOverForward: adapterRatio(spec, trainable, cost, sequenceLength) },
    accelerator,
    dtype,
    peakFlopsPerSecond: peak,
    widePeakFlopsPerSecond: isNarrow(dtype) && wide !== null ? wide * 1e12 : peak,
    state,
    trainedParameters: trainable === null ? parameters : sane(trainable.trainableParameters, 0),
    frozenParameters: frozen,
    referenceParameters: reference,
    frozenBytesPerParameter: sane(trainable?.frozenBytesPerParameter, trainingBytesPerNumber(dtype)),
    forwardPasses: sane(options.forwardPasses, 0),
    quantisedParameters: Math.min(frozen, sane(trainable?.quantisedParameters, 0)),
    flashAttention: options.flashAttention ?? accelerator.year >= flashSince,
    // Kernels for convolutions, and for what comes after them, are older.
    isUnfused: isUnfused(spec.architecture, accelerator) && !work.isConvolved,
    gpus: degrees.gpus ?? 1,
    batchSize: counted('batchSize', options.batchSize),
    microBatches: chosenMicroBatches(options),
    sequencesPerStep: counted('sequencesPerStep', options.sequencesPerStep),
    recompute: oneOf('recompute', options.recompute, recomputations),
    zeroStage: chosenStage(options.zeroStage),
    offload: oneOf('offload', options.offload, offloads) ?? 'none',
    savings: {
      logits: oneOf('logits', options.logits, logitsKept) ?? 'whole',
      optimizerInBackward: options.optimizerInBackward ?? false,
      pagedBytesPerParameter:
        options.pagedOptimizer === true ? pagedBytes(dtype, state, options.mixedPrecision ?? true) : 0,
      offloadActivations: options.offloadActivations ?? false,
    },
    dataParallel: degrees.data,
    tensorParallel: degrees.tensor,
    pipelineParallel: degrees.pipeline,
    contextParallel: degrees.context,
    expertParallel: degrees.expert,
    heads: divisions.heads,
  };
}
