import {
  hasParallelFeedForward,
  targetedMatrices,
  usualTargets,
  type Matrix,
  type MatrixRole,
} from './adapter-targets';
import { costOf, positionsOf, type PassShape } from './cost';
import type { Layer, LinearLayer, TableLayer } from './layers';
import type { Block, ModelSpec } from './spec';
import { type Message, said } from '../units/message';

/** How a model is adapted: low-rank matrices beside frozen ones (Hu et al. 2021), with a magnitude in DoRA. */
export interface AdapterPlan {
  readonly method: 'lora' | 'dora';
  /** 1 or more. */
  readonly rank: number;
  /** Module names in any framework's spelling, or `all-linear`; empty for those that peft takes itself. */
  readonly targets: readonly string[];
  /** Modules that are trained whole beside the adapters (peft's modules_to_save). */
  readonly trainedWhole?: readonly string[];
  /** Bits of a frozen weight in the layers; null where it is not quantised. */
  readonly baseBits?: 4 | 8 | null;
}

/** What an adapter makes of a model's training. Plain figures, for the estimate. */
export interface AdaptedModel {
  readonly trainableParameters: number;
  /** Products of one forward and backward pass: no weight gradients of what is frozen. */
  readonly trainingStepMatmul: (shape: PassShape) => number;
  /** Bytes of one frozen weight on average; null where it is not quantised. */
  readonly frozenBytesPerParameter: number | null;
  /** Weights that are held in fewer bits and widened to 16 for each product; 0 where none are. */
  readonly quantisedParameters: number;
  readonly notes: readonly Message[];
}

const bytesUnquantised = 2;
/** NF4 with doubly quantised scales: a scale of 8 bits for 64 weights, and 32 bits for 256 of them (Dettmers et al. 2023). */
const bytesOfFourBits = (4 + 8 / 64 + 32 / (64 * 256)) / 8;

const inputsOf = (layer: LinearLayer | TableLayer | undefined): number =>
  layer === undefined ? 0 : layer.kind === 'table' ? layer.entries : layer.inputs;
const outputsOf = (layer: LinearLayer | TableLayer): number =>
  layer.kind === 'table' ? layer.width : layer.outputs;
const setsOf = (block: Block): number => block.parameterSets ?? block.count;

/** Sizes of a matrix that may stand for several layers with one input. */
const matrixInputs = ({ layers }: Matrix): number => inputsOf(layers[0]);
const matrixOutputs = ({ layers }: Matrix): number =>
  layers.reduce((sum, layer) => sum + outputsOf(layer), 0);

const countOf = (matrices: readonly Matrix[], each: (matrix: Matrix) => number): number =>
  matrices.reduce((sum, matrix) => sum + setsOf(matrix.block) * each(matrix), 0);

/** Rows that a matrix multiplies in all the repeats of its block. */
function rowsOf({ block, layers }: Matrix, shape: PassShape): number {
  const [layer] = layers;
  const positions = positionsOf(layer?.positions ?? block.positions, shape);
  const repeats = layer?.kind === 'linear' ? (layer.repeats ?? 1) : 1;
  return shape.batch * positions * repeats;
}

/** The model with those layers alone for which `keep` holds. */
const only = (spec: ModelSpec, keep: (layer: Layer, block: Block) => boolean): ModelSpec => ({
  ...spec,
  blocks: spec.blocks.map((block) => ({
    ...block,
    layers: block.layers.filter((layer) => keep(layer, block)),
  })),
});

const multipliesWeights = (layer: Layer): boolean =>
  layer.kind === 'experts' ||
  (layer.kind === 'linear' && layer.inputGradient !== false) ||
  (layer.kind === 'convolution' && layer.inputGradient);
const multipliesActivations = (layer: Layer): boolean =>
  layer.kind === 'attention' || layer.kind === 'product';

/** Where a stack that learns begins, and what of its first block reads nothing that has learnt. */
interface FirstAdapter {
  readonly block: Block;
  readonly blockIndex: number;
  /** Layers that read what nothing has learnt from: no gradient goes through them in the block's first run. */
  readonly unreached: readonly Layer[];
}

/** The beginnings of the stacks: of the first that learns, and of a decoder behind it, which reads tokens of its own. */
function firstAdapters(spec: ModelSpec, matrices: readonly Matrix[]): readonly FirstAdapter[] {
  const adapted = new Set<Layer>(matrices.flatMap(({ layers }) => layers));
  const blockIndex = spec.blocks.findIndex((block) => block.layers.some((layer) => adapted.has(layer)));
  const block = spec.blocks[blockIndex];
  if (block === undefined) return [];
  const isParallel = hasParallelFeedForward(spec.architecture);
  const beginning = (begun: Block, index: number, at: number): FirstAdapter => {
    const unreached = new Set(layersWithoutGradient(begun.layers, at));
    if (isParallel) for (const layer of unreachedFeedForward(begun.layers, adapted)) unreached.add(layer);
    return { block: begun, blockIndex: index, unreached: [...unreached] };
  };
  const first = beginning(
    block,
    blockIndex,
    block.layers.findIndex((layer) => adapted.has(layer)),
  );
  const decoderIndex = spec.blocks.findIndex((candidate) => candidate.layers.some(looksAcross));
  const decoder = spec.blocks[decoderIndex];
  if (decoder === undefined || decoderIndex <= blockIndex) return [first];
  // What the encoder has learnt comes in with the keys of cross-attention at the latest.
  const at = decoder.layers.findIndex((layer) => adapted.has(layer) || looksAcross(layer));
  return [first, beginning(decoder, decoderIndex, at)];
}

const looksAcross = (layer: Layer): boolean =>
  layer.kind === 'linear' && layer.component === 'crossAttention.projections';

/** What of a feed-forward beside attention comes before its first adapter: all of it where it has none. */
function unreachedFeedForward(layers: readonly Layer[], adapted: ReadonlySet<Layer>): readonly Layer[] {
  const own = layers.filter((layer) => layer.kind !== 'attention' && layer.component === 'feedForward');
  const at = own.findIndex((layer) => adapted.has(layer));
  return at === -1 ? own : layersWithoutGradient(own, at);
}

/** The layers before the one at `at`, and those that read the same input: queries, keys and values do, gate and up do. */
function layersWithoutGradient(layers: readonly Layer[], at: number): readonly Layer[] {
  const first = layers[at];
  if (first !== undefined && looksAcross(first)) return layers.slice(0, at + 1);
  const end = layers.findIndex((layer, index) => index > at && endsInput(layer));
  const siblings = layers
    .slice(at, end === -1 ? undefined : end)
    .filter((layer) => layer.kind === 'linear' && first?.kind === 'linear' && layer.inputs === first.inputs);
  return [...layers.slice(0, at), ...siblings];
}

/** After attention or an activation the input is another one. */
const endsInput = (layer: Layer): boolean =>
  layer.kind === 'attention' || (layer.kind === 'elementwise' && layer.component !== 'position');

/** Backward products of attention that a first layer saves: nothing flows to queries, keys or values that do not learn. */
function savedAttention(
  first: FirstAdapter,
  spec: ModelSpec,
  matrices: readonly Matrix[],
  shape: PassShape,
): number {
  const own = first.block.layers.find((layer) => layer.kind === 'attention');
  return (
    savedSelfAttention(first, own, spec, matrices, shape) + savedCrossAttention(first, spec, matrices, shape)
  );
}

/** Where nothing before it learns, the queries of the first cross-attention get no gradient. */
function savedCrossAttention(
  first: FirstAdapter,
  spec: ModelSpec,
  matrices: readonly Matrix[],
  shape: PassShape,
): number {
  const query = first.block.layers.find(looksAcross);
  if (query === undefined || !first.unreached.includes(query)) return 0;
  if (matrices.some(({ layers }) => layers.some((layer) => layer === query))) return 0;
  const across = first.block.layers.filter(
    (layer) => layer.kind === 'attention' && layer.over === 'crossAttention',
  );
  const { byComponent } = costOf(
    { ...spec, blocks: [{ ...first.block, count: 1, layers: across }] },
    shape,
  ).forward;
  return byComponent['crossAttention.scores'] ?? 0;
}

function savedSelfAttention(
  first: FirstAdapter,
  attention: Extract<Layer, { kind: 'attention' }> | undefined,
  spec: ModelSpec,
  matrices: readonly Matrix[],
  shape: PassShape,
): number {
  if (attention === undefined) return 0;
  const alone = costOf({ ...spec, blocks: [{ ...first.block, count: 1, layers: [attention] }] }, shape);
  if (first.unreached.includes(attention)) return alone.trainingStepMatmul - alone.forward.matmul;
  const learns = (...roles: MatrixRole[]): boolean =>
    matrices.some(
      (matrix) =>
        matrix.block === first.block &&
        (roles.includes(matrix.role) || (matrix.layers.length === 3 && matrix.role === 'query')),
    );
  const query = learns('query', 'queryDown', 'queryUp');
  const key = learns('key', 'latentDown', 'latentUp');
  const value = learns('value', 'latentDown', 'latentUp');
  if (!query && !key && !value) return 0;
  const { byComponent } = alone.forward;
  const scores = byComponent[`${attention.over}.scores`] ?? 0;
  const values = byComponent[`${attention.over}.values`] ?? 0;
  return scores * ((query ? 0 : 1) + (key ? 0 : 1)) + values * ((query || key ? 0 : 1) + (value ? 0 : 1));
}

function stepMatmul(
  spec: ModelSpec,
  adapters: readonly Matrix[],
  whole: readonly Matrix[],
  rank: number,
  shape: PassShape,
): number {
  const learning = [...adapters, ...whole];
  const beginnings = firstAdapters(spec, learning);
  const [first] = beginnings;
  const forward = costOf(spec, shape).forward.matmul;
  if (first === undefined) return forward;
  const reached: ModelSpec = { ...spec, blocks: spec.blocks.slice(first.blockIndex) };
  // A frozen matrix passes the gradient on: as many products as forward. Attention has two products for each of its own.
  const through = costOf(only(reached, multipliesWeights), shape).forward.matmul;
  const activations = costOf(only(reached, multipliesActivations), shape);
  const wholeWeights = costOf(
    only(spec, (layer, block) =>
      whole.some((matrix) => matrix.block === block && matrix.layers.some((own) => own === layer)),
    ),
    shape,
  ).forward.matmul;
  let adapterProducts = 0;
  let unreachedInputs = 0;
  for (const matrix of adapters) {
    const rows = rowsOf(matrix, shape);
    const inputs = 2 * rows * rank * matrixInputs(matrix);
    // A table is looked up, not multiplied.
    const isTable = matrix.layers[0]?.kind === 'table';
    adapterProducts +=
      3 * matrix.block.count * ((isTable ? 0 : inputs) + 2 * rows * rank * matrixOutputs(matrix));
    const isUnreached = beginnings.some(
      ({ block, unreached }) =>
        matrix.block === block && matrix.layers.some((layer) => unreached.includes(layer)),
    );
    if (isUnreached && !isTable) unreachedInputs += inputs;
  }
  const unreached = costOf(
    {
      ...spec,
      blocks: beginnings.map((beginning) => ({
        ...beginning.block,
        count: 1,
        layers: beginning.unreached.filter(multipliesWeights),
      })),
    },
    shape,
  ).forward.matmul;
  const backward =
    through -
    unreached +
    (activations.trainingStepMatmul - activations.forward.matmul) -
    beginnings.reduce((sum, beginning) => sum + savedAttention(beginning, spec, learning, shape), 0);
  return forward + backward + wholeWeights + adapterProducts - unreachedInputs;
}

/**
 * Weights of the layers' matrices, which bitsandbytes and torchao quantise; the head, routers and tables stay in 16 bits. Routed experts
 * are linear layers, one by one, in transformers up to 4 and in what people have run.
 */
const quantisable = (spec: ModelSpec): number =>
  costOf(
    only(
      spec,
      (layer) =>
        layer.kind === 'experts' ||
        (layer.kind === 'linear' && layer.component !== 'head' && layer.component !== 'router'),
    ),
    { batch: 1, sequence: 1 },
  ).parameters.total;

/** Average bytes of a frozen weight where so many are quantised and the rest is in 16 bits. */
function frozenBytes(spec: ModelSpec, quantised: number, bits: 4 | 8): number {
  const { total } = costOf(spec, { batch: 1, sequence: 1 }).parameters;
  const each = bits === 4 ? bytesOfFourBits : 1;
  return total === 0 ? bytesUnquantised : (quantised * each + (total - quantised) * bytesUnquantised) / total;
}

/**
 * Puts low-rank adapters beside the matrices that the plan names: rank x (inputs + outputs) parameters each, as peft
 * counts them. Null where no name fits the model. Never throws.
 */
export function adapt(spec: ModelSpec, plan: AdapterPlan): AdaptedModel | null {
  const { rank, method, trainedWhole = [], baseBits = null } = plan;
  const names = plan.targets.length === 0 ? usualTargets(spec.architecture) : plan.targets;
  const { matrices, unmatched } = targetedMatrices(spec, names);
  if (matrices.length === 0 || !Number.isInteger(rank) || rank < 1) return null;
  const whole = targetedMatrices(spec, trainedWhole);
  const trainableParameters =
    countOf(
      matrices,
      (matrix) =>
        rank * (matrixInputs(matrix) + matrixOutputs(matrix)) +
        (method === 'dora' ? matrixOutputs(matrix) : 0),
    ) + countOf(whole.matrices, (matrix) => matrixInputs(matrix) * matrixOutputs(matrix));
  const quantised = baseBits === null ? 0 : quantisable(spec);
  const unknown = [...unmatched, ...whole.unmatched];
  const hasExperts = spec.blocks.some((block) => block.layers.some((layer) => layer.kind === 'experts'));
  return {
    trainableParameters,
    trainingStepMatmul: (shape) => stepMatmul(spec, matrices, whole.matrices, rank, shape),
    frozenBytesPerParameter: baseBits === null ? null : frozenBytes(spec, quantised, baseBits),
    quantisedParameters: quantised,
    notes: [
      ...(plan.targets.length === 0
        ? [said`No target modules are named: ${names.join(', ')}, as peft takes them.`]
        : []),
      ...(unknown.length > 0
        ? [said`No matrix of the model is called ${unknown.join(', ')}: not adapted.`]
        : []),
      ...(hasExperts ? [said`The routed experts are frozen and have no adapters.`] : []),
      ...(hasExperts && baseBits !== null
        ? [
            said`The routed experts are taken to be held in ${baseBits} bits too, as where each is a linear layer of its own (transformers 4); fused ones (transformers 5) stay in 16.`,
          ]
        : []),
    ],
  };
}
