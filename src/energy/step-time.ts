import type { Accelerator } from '../hardware/accelerators';
import { hostMemoryOf } from '../hardware/host-memory';
import type { Interconnect } from '../hardware/interconnect';
import { productCeiling } from '../hardware/product-ceiling';
import type { MachineConstants } from './machine-constants';
import { fittedConstants, shareOf } from './machine-constants';
import type { Offload, Recomputation, ZeroStage } from './plan-options';
import { offloadsState, offloadsWeights } from './plan-options';
import type { Workload } from './workload';

/** How a step is cut over devices. The product of data, tensor, pipeline and context parallelism is the devices. */
export interface Parallelism {
  readonly dataParallel: number;
  readonly tensorParallel: number;
  readonly pipelineParallel: number;
  readonly contextParallel: number;
  /** Among those of a pipeline stage. */
  readonly expertParallel: number;
  readonly zeroStage: ZeroStage;
}

/** In how many parts experts are cut beside the other layers' tensors: on devices of data and context parallelism. */
export const expertCuts = ({ dataParallel, contextParallel, expertParallel }: Parallelism): number =>
  Math.min(expertParallel, dataParallel * contextParallel);

/**
 * Share of all parameters, or of what is kept for each, that one device holds: experts lie on their own devices, the rest on each.
 * Where workers share it, they share the rest among all and each expert among those that have it.
 *
 * @param expertShare of the parameters, 0 to 1
 */
export function heldShare(parallelism: Parallelism, expertShare: number, isShared: boolean): number {
  const { dataParallel, tensorParallel, pipelineParallel } = parallelism;
  const cuts = expertCuts(parallelism);
  const workers = isShared ? dataParallel : 1;
  return (
    ((1 - expertShare) / workers + expertShare / Math.max(cuts, workers)) /
    (tensorParallel * pipelineParallel)
  );
}

/** Share of a model's parameters that is in its experts, 0 to 1. */
export const expertShareOf = ({ parameters: { total, experts } }: Workload): number =>
  total > 0 ? Math.min(1, experts / total) : 0;

/** One optimizer step, everything decided. */
export interface StepSetup {
  readonly accelerator: Accelerator;
  readonly interconnect: Interconnect;
  readonly peakFlopsPerSecond: number;
  /** Peak of what is not done in fp8 when products are: else the same. */
  readonly widePeakFlopsPerSecond: number;
  readonly isNarrow: boolean;
  readonly bytesPerNumber: number;
  readonly parallelism: Parallelism;
  /** Sequences of one micro-batch of one data-parallel worker. */
  readonly batchSize: number;
  readonly microBatches: number;
  readonly recompute: Recomputation;
  readonly flashAttention: boolean;
  /** Whether elementwise work is one kernel after the other, without any that fuse it. */
  readonly isUnfused: boolean;
  readonly gradientBytesPerParameter: number;
  readonly optimizerBytesPerParameter: number;
  /** Parameters that learn, of all devices. */
  readonly trainedParameters: number;
  /** Bytes of the weights that a pass reads, those that are frozen in fewer bits too, of all devices; without a reference's. */
  readonly weightBytes: number;
  /** Frozen weights that are held in fewer bits and widened for each product, of all devices. */
  readonly quantisedWeights: number;
  /** Forward passes without gradients over the same sequences, of a model of the same size. */
  readonly forwardPasses: number;
  readonly offload: Offload;
  /** Bytes of a paged optimizer's state that lie with the host between updates, of this device. */
  readonly pagedBytes: number;
}

/** Sequences that all data-parallel workers together work on in one step. */
export const sequencesWorked = ({ batchSize, microBatches, parallelism }: StepSetup): number =>
  batchSize * microBatches * parallelism.dataParallel;

/** Where the seconds of one optimizer step go, on one device. They sum to the step. */
export interface StepTime {
  readonly products: number;
  readonly attention: number;
  readonly elementwise: number;
  /** Frozen weights widened to 16 bits, before each product with them. */
  readonly dequantisation: number;
  readonly optimizer: number;
  /** What collectives, and copies from and to the host's memory, add that does not run beside products. */
  readonly communication: number;
  readonly bubble: number;
  readonly launch: number;
}

export const totalSeconds = (time: StepTime): number =>
  time.products +
  time.attention +
  time.elementwise +
  time.dequantisation +
  time.optimizer +
  time.communication +
  time.bubble +
  time.launch;

/** Forward, input gradient and weight gradient launch kernels each. */
export const passes = 3;
/** A flash kernel's backward pass computes the scores again: 5 products for the forward pass's 2. */
const flashBackward = 2.5;
const plainBackward = 2;
const bytesOfFp32 = 4;
/** A weight of 4 bits with its scales, near enough for 8 bits too: what is written is 16. */
const dequantisedInputBytes = 0.5;
/** Numbers a softmax written to memory reads and writes for each score, forward: mask, scale, softmax, dropout. */
export const passesOverScores = 4;
/** Each device holds so many pieces of the pipeline, which shortens its bubble (interleaved schedule). */
const piecesOfPipeline = 2;
/** Larger groups are cut into levels, of which none has more hops. */
const mostHops = 512;
/** Share of the experts' exchange that runs beside the products of other micro-batches. */
const expertOverlap = 0.8;
/** A compiler that fuses elementwise work makes fewer passes over memory than one kernel after the other. */
const fusedPasses = 0.6;

/** Google's compiler lays out a step as a whole. */
const isCompiled = ({ accelerator }: StepSetup): boolean => accelerator.vendor === 'Google';

/** How a collective goes over its devices: what each has is gathered or summed around a ring, sums for all also along a tree. */
type Route = 'ring' | 'ring or tree';

/** Seconds before the last byte of a collective has arrived, besides its bytes'. A library takes the shorter route. */
function routeSeconds(
  devices: number,
  route: Route,
  { hopSeconds, treeHopSeconds }: MachineConstants,
): number {
  const ring = Math.min(devices - 1, mostHops) * hopSeconds;
  return route === 'ring' ? ring : Math.min(ring, Math.log2(devices) * treeHopSeconds);
}

/** Collectives of `bytes` on each device around `devices`: time at the slowest link, and the hops. */
function collectiveSeconds(
  bytes: number,
  devices: number,
  { interconnect }: StepSetup,
  constants: MachineConstants,
  route: Route = 'ring',
): number {
  if (devices <= 1) return 0;
  const { devicesPerNode, withinNodeGigabytesPerSecond, betweenNodesGigabytesPerSecond } = interconnect;
  // A ring over nodes crosses each node's cards once, and all its devices share them.
  const rate =
    devices <= devicesPerNode
      ? withinNodeGigabytesPerSecond
      : Math.min(withinNodeGigabytesPerSecond, betweenNodesGigabytesPerSecond * devicesPerNode);
  return (
    (bytes * ((devices - 1) / devices)) / (rate * 1e9 * constants.linkShare) +
    routeSeconds(devices, route, constants)
  );
}

/** Sends each token of the layers with experts to those it visits, once to each node, which hands it on. */
function exchangeSeconds(
  work: Workload,
  sequences: number,
  setup: StepSetup,
  constants: MachineConstants,
): number {
  const { expertParallel, pipelineParallel, contextParallel } = setup.parallelism;
  if (expertParallel <= 1) return 0;
  const { devicesPerNode, withinNodeGigabytesPerSecond, betweenNodesGigabytesPerSecond } = setup.interconnect;
  const nodes = Math.max(1, expertParallel / devicesPerNode);
  const visited = nodes * (1 - (1 - 1 / nodes) ** work.expertsUsed);
  const numbers = (sequences * work.expertTraffic) / pipelineParallel / contextParallel;
  const rate = 1e9 * constants.linkShare;
  // Tokens are dispatched in the precision of the products, combined in 16 bits.
  const sentBytes = setup.isNarrow ? 1.5 : setup.bytesPerNumber;
  const within = (numbers * sentBytes * work.expertsUsed) / (withinNodeGigabytesPerSecond * rate);
  const between =
    nodes > 1
      ? (numbers * sentBytes * visited * (1 - 1 / nodes)) / (betweenNodesGigabytesPerSecond * rate)
      : 0;
  return Math.max(within, between) * (1 - expertOverlap);
}

/**
 * Seconds of a step's products alone, nothing computed again, at the highest rate that any product was seen to reach: no
 * software is faster.
 */
export function leastStepSeconds(work: Workload, setup: StepSetup): number {
  const { tensorParallel, pipelineParallel, contextParallel } = setup.parallelism;
  const wideRate = setup.widePeakFlopsPerSecond * productCeiling(setup.accelerator, 16).share;
  const rate = setup.isNarrow
    ? setup.peakFlopsPerSecond * productCeiling(setup.accelerator, 8).share
    : wideRate;
  const seconds =
    (work.projectionFlops / rate + work.headFlops / wideRate) *
    (work.trainingOverForward + setup.forwardPasses);
  return (
    (setup.microBatches * setup.batchSize * seconds) / (tensorParallel * pipelineParallel * contextParallel)
  );
}

/**
 * Copies between one device and the host's memory in a step, and the update that the host makes of the device's share of the state.
 * `bytes` are those of that share.
 */
function offloadSeconds(
  setup: StepSetup,
  bytes: {
    readonly weights: number;
    readonly gradients: number;
    readonly state: number;
  },
): { readonly copies: number; readonly update: number } {
  const { accelerator, parallelism, microBatches, interconnect, offload, forwardPasses } = setup;
  if (offload === 'none') return { copies: 0, update: 0 };
  const { linkGigabytesPerSecond, updateGigabytesPerSecond, mostAccelerators } = hostMemoryOf(accelerator);
  const { dataParallel, tensorParallel, pipelineParallel, contextParallel, zeroStage } = parallelism;
  const devices = dataParallel * tensorParallel * pipelineParallel * contextParallel;
  const inComputer = Math.min(devices, interconnect.devicesPerNode, mostAccelerators);
  // Weights come for each forward and backward pass; gradients go after each, and updated weights come back once.
  const weights = offloadsWeights(offload) ? (2 + forwardPasses) * microBatches * bytes.weights : 0;
  const gradients = offloadsState(offload) ? ((zeroStage >= 2 ? microBatches : 1) + 1) * bytes.gradients : 0;
  return {
    copies: (weights + gradients) / (linkGigabytesPerSecond * 1e9),
    update: offloadsState(offload) ? (inComputer * bytes.state) / (updateGigabytesPerSecond * 1e9) : 0,
  };
}

/** Who trains in fp8 has kernels of the years when attention was written for the units of 2022. */
const attentionShareOf = ({ accelerator, isNarrow }: StepSetup, constants: MachineConstants): number =>
  Math.max(shareOf(constants.attentionShare, accelerator), isNarrow ? constants.fp8AttentionShare : 0);

/** Times that elementwise work goes over memory, over what it needs at least. */
export const passesOverMemory = (isUnfused: boolean, constants = fittedConstants): number =>
  isUnfused ? constants.unfusedPasses : constants.elementwisePasses;

/** One optimizer step by a roofline over its parts. Seconds, finite and not below 0. */
export function stepTime(work: Workload, setup: StepSetup, constants: MachineConstants): StepTime {
  const { parallelism, batchSize, microBatches, recompute, flashAttention, forwardPasses } = setup;
  const { dataParallel, tensorParallel, pipelineParallel, contextParallel } = parallelism;
  const cut = tensorParallel * pipelineParallel * contextParallel;
  const fill = (width: number): number => width / (width + constants.halfWidth);
  const ceiling =
    productCeiling(setup.accelerator, 16).share * shareOf(constants.productShare, setup.accelerator);
  const wideRate = setup.widePeakFlopsPerSecond * ceiling;
  const productRate =
    (setup.isNarrow
      ? setup.peakFlopsPerSecond * productCeiling(setup.accelerator, 8).share * constants.fp8Share
      : wideRate) * fill(work.width / tensorParallel);

  const recomputed = recompute === 'full' ? 1 : 0;
  // Selective recomputation does norms and activation functions again, and next to no products.
  const elementwiseAgain = recompute === 'selective' ? 1 : recomputed;
  // Small products of experts gain nothing by 8 bits: what they are quantised for is moved, not multiplied.
  const expertRate = wideRate * fill(work.width / tensorParallel) * constants.expertShare;
  const products =
    (batchSize *
      ((work.projectionFlops - work.expertFlops) / productRate + work.expertFlops / expertRate) *
      (work.trainingOverForward + recomputed + forwardPasses)) /
      cut +
    (batchSize * work.headFlops * (work.trainingOverForward + forwardPasses)) / wideRate / cut;

  const coreFlops = flashAttention
    ? work.coreVisibleFlops *
      (1 + forwardPasses + (recompute === 'attention' ? 1 : recomputed) + flashBackward)
    : work.coreFlops * (1 + forwardPasses + (recompute === 'none' ? 0 : 1) + plainBackward);
  const coreRate = flashAttention
    ? setup.widePeakFlopsPerSecond * attentionShareOf(setup, constants)
    : wideRate * fill(128);
  const attention = (batchSize * coreFlops) / coreRate / cut;

  const bandwidth = setup.accelerator.bandwidthGigabytesPerSecond * 1e9 * constants.bandwidthShare;
  const scoreNumbers = flashAttention ? 0 : work.scores * passesOverScores;
  const fused = isCompiled(setup) ? fusedPasses : 1;
  const numbers =
    (work.elementwiseNumbers * passesOverMemory(setup.isUnfused, constants) +
      work.permutedNumbers +
      scoreNumbers) *
    fused *
    batchSize;
  const elementwise =
    (numbers * setup.bytesPerNumber * (passes + elementwiseAgain + forwardPasses)) / bandwidth / cut;

  // The forward pass, the gradient of the inputs and what is computed again each widen the weights anew; there is no
  // gradient of the weights themselves.
  const widened =
    setup.quantisedWeights *
    (dequantisedInputBytes + setup.bytesPerNumber) *
    (2 + recomputed + forwardPasses);
  const dequantisation =
    widened /
    (setup.accelerator.bandwidthGigabytesPerSecond * 1e9 * constants.dequantisationShare) /
    (tensorParallel * pipelineParallel);

  const launch =
    (work.kernels / pipelineParallel) * (passes + recomputed + forwardPasses) * constants.kernelSeconds;

  // Tensor parallelism sums activations twice a layer in each direction, and nothing runs beside it.
  const activationBytes = (batchSize * work.tokens * work.width * setup.bytesPerNumber) / contextParallel;
  const layers = work.layers / pipelineParallel;
  const tensor =
    layers *
    (4 + 2 * recomputed + 2 * forwardPasses) *
    collectiveSeconds(2 * activationBytes, tensorParallel, setup, constants);
  const experts =
    (4 + 2 * recomputed + 2 * forwardPasses) * exchangeSeconds(work, batchSize, setup, constants);

  const expertShare = expertShareOf(work);
  const { zeroStage } = parallelism;
  const local = heldShare(parallelism, expertShare, false);
  const shared = zeroStage === 0 ? local : heldShare(parallelism, expertShare, true);
  const gradientBytes = setup.trainedParameters * setup.gradientBytesPerParameter;
  const updatedBytes = setup.trainedParameters * setup.bytesPerNumber;
  // Whole copies sum their gradients for all, which is twice a ring's bytes and hops, or up a tree and down again.
  const route = zeroStage === 0 ? 'ring or tree' : 'ring';
  const collective = (bytes: number): number =>
    layers * collectiveSeconds((bytes * local) / layers, dataParallel, setup, constants, route);
  // Gathers weights before each use, layer by layer; else once a step, after the update, those that learn.
  const gathered =
    zeroStage === 3
      ? (2 + forwardPasses) * microBatches * collective(setup.weightBytes)
      : zeroStage > 0
        ? collective(updatedBytes)
        : 0;
  const reductions = zeroStage >= 2 ? microBatches : 1;
  const data = gathered + reductions * collective(gradientBytes) * (zeroStage === 0 ? 2 : 1);

  // Weights are cast and read, gradients added, state read and written.
  const stateBytes =
    setup.trainedParameters * shared * (2 * setup.optimizerBytesPerParameter + 2 * bytesOfFp32);
  const host = offloadSeconds(setup, {
    weights: setup.weightBytes * shared,
    gradients: gradientBytes * shared,
    state: stateBytes,
  });

  const micro = products + attention + elementwise + dequantisation + launch + tensor + experts;
  const overlap = isCompiled(setup) ? constants.compiledOverlap : constants.overlap;
  const beside = Math.min((data + host.copies) * overlap, microBatches * (products + attention));
  // Pages come before an update and go after it, and nothing runs beside them.
  const pages =
    setup.pagedBytes === 0
      ? 0
      : (2 * setup.pagedBytes) / (hostMemoryOf(setup.accelerator).linkGigabytesPerSecond * 1e9);
  const optimizer = (offloadsState(setup.offload) ? host.update : stateBytes / bandwidth) + pages;
  return {
    products: microBatches * products,
    attention: microBatches * attention,
    elementwise: microBatches * elementwise,
    dequantisation: microBatches * dequantisation,
    optimizer,
    communication: microBatches * (tensor + experts) + data + host.copies - beside,
    bubble: ((pipelineParallel - 1) / piecesOfPipeline) * micro,
    launch: microBatches * launch,
  };
}
