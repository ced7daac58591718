import type { LayerCost, PassShape } from '../../model/cost';
import { cachedOf, layerCosts, positionsOf, softmaxFlops, visiblePairs } from '../../model/cost';
import type { AttentionLayer, Component, Layer } from '../../model/layers';
import type { Block, ModelSpec, Positions, Tower } from '../../model/spec';
import { readsApart, servingPhaseOf, type ServingPhase } from '../serving-phases';
import { stepWeightsOf, type StepWeights } from '../step-weights';
import { constant, factor, ordered, type Factor, type Formula } from './formula';
import { namesOf, type PartName } from './part-names';

/** Counts of a part over the whole model: all repeats of its block. FLOPs are of one pass of a shape. */
export interface PartCounts {
  readonly parameters: number;
  /** Those that one token uses; none in the parts that read images or sounds. */
  readonly activeParameters: number;
  /** Products of the forward pass, as PyTorch counts them. */
  readonly forwardFlops: number;
  /** Products of the backward pass, without recomputation. */
  readonly backwardFlops: number;
  /** Work that is no product, forward. */
  readonly elementwiseFlops: number;
  /** FLOPs of the forward products that a kernel which knows the mask need not do. */
  readonly maskableFlops: number;
  /** FLOPs that PyTorch's counter tells and a training run does not do. */
  readonly overcountedForward: number;
  readonly overcountedBackward: number;
  /** Numbers read and written, forward. */
  readonly movedNumbers: number;
  /** Numbers that decoding keeps for each token, and beside for each sample. */
  readonly cachedPerToken: number;
  readonly cachedPerSample: number;
}

/** One term of a model: a product, a norm, a table ... */
export interface Part extends PartCounts {
  readonly name: PartName;
  readonly component: Component;
  /** Index in the spec's blocks. */
  readonly block: number;
  readonly tower: Tower | null;
  /** Null where the same layers read and write. */
  readonly servingPhase: ServingPhase | null;
  /** What it computes, in the notation of the field; '' where its name says it. */
  readonly equation: string;
  /** Formula of `forwardFlops`, or of `elementwiseFlops` where there are no products; null where there is neither. */
  readonly flopsFormula: Formula | null;
  /** Null where it has no parameters of its own. */
  readonly parametersFormula: Formula | null;
  /** Pairs of query and key that a masked kernel scores, for the softmax; 0 for every other part. */
  readonly visibleScores: number;
  readonly scores: number;
  /** Kernels of one forward pass that are counted for it. */
  readonly kernels: number;
  /** What decoding reads of its weights, or of another part's that it uses (a tied matrix). */
  readonly stepWeights: StepWeights;
}

const noCounts: PartCounts = {
  parameters: 0,
  activeParameters: 0,
  forwardFlops: 0,
  backwardFlops: 0,
  elementwiseFlops: 0,
  maskableFlops: 0,
  overcountedForward: 0,
  overcountedBackward: 0,
  movedNumbers: 0,
  cachedPerToken: 0,
  cachedPerSample: 0,
};

/** Every term of a model under a shape; their counts sum to those of `costOf`. */
export function partsOf(spec: ModelSpec, shape: PassShape): readonly Part[] {
  const isApart = readsApart(spec);
  return spec.blocks.flatMap((block, index) => {
    const passed = block.tower === undefined ? shape : { batch: 1, sequence: shape.sequence };
    const names = namesOf(block.layers);
    return block.layers.flatMap((layer, place) =>
      partsOfLayer(layer, names[place] ?? 'elementwise work', block, index, passed, {
        quantisation: spec.quantisation,
        servingPhase: isApart ? servingPhaseOf(layer, block) : null,
      }),
    );
  });
}

function partsOfLayer(
  layer: Layer,
  name: PartName,
  block: Block,
  index: number,
  shape: PassShape,
  {
    quantisation,
    servingPhase,
  }: { readonly quantisation: ModelSpec['quantisation']; readonly servingPhase: Part['servingPhase'] },
): readonly Part[] {
  const costs = layerCosts(layer, block.positions, shape);
  const base = {
    block: index,
    tower: block.tower ?? null,
    servingPhase,
    visibleScores: 0,
    scores: 0,
    stepWeights: stepWeightsOf(layer, block, quantisation),
  };
  if (layer.kind === 'attention') return attentionParts(layer, costs, block, base, shape);
  return costs.map((cost): Part => {
    const counts = countsOf(cost, block);
    const described = describe(layer, block, shape, headsOf(layer, name, block));
    return {
      ...base,
      ...counts,
      ...formulasOf(described, counts, block),
      name,
      component: cost.component,
      equation: equations[name] ?? described.equation,
      kernels: block.count,
    };
  });
}

function countsOf(cost: LayerCost, block: Block): PartCounts {
  const { count, parameterSets = count, untrained = false } = block;
  const trained = untrained ? 0 : count;
  return {
    ...noCounts,
    parameters: parameterSets * cost.parameters,
    activeParameters: block.tower === undefined ? parameterSets * cost.active : 0,
    forwardFlops: count * cost.matmul,
    backwardFlops: trained * cost.backward,
    elementwiseFlops: count * cost.elementwise,
    maskableFlops: count * cost.maskable,
    overcountedForward: trained * cost.unrouted,
    overcountedBackward: trained * (cost.overcounted - cost.unrouted),
    movedNumbers: count * cost.moved,
  };
}

/** softmax(QKᵀ/√dₖ)V in its three terms. */
function attentionParts(
  layer: AttentionLayer,
  [scores, values]: readonly LayerCost[],
  block: Block,
  base: Pick<Part, 'block' | 'tower' | 'servingPhase' | 'visibleScores' | 'scores' | 'stepWeights'>,
  shape: PassShape,
): readonly Part[] {
  if (scores === undefined || values === undefined) return [];
  const { count } = block;
  const queries = positionsOf(layer.positions ?? block.positions, shape);
  const keys = positionsOf(layer.keys === 'sequence' ? block.positions : layer.keys, shape);
  const pairs: readonly Factor[] = [
    ...repeats(count),
    factor('B', shape.batch),
    factor('h', layer.heads),
    factor('s', queries),
    factor(queries === keys ? 's' : 'sₖ', keys),
  ];
  const counted = (factors: readonly Factor[]): Formula | null =>
    factors.some(({ value }) => value === 0) ? null : { factors };
  const scored = countsOf(scores, block);
  const widths = layer.queryKeyWidth + layer.valueWidth;
  const kept = cachedOf(layer, block, shape);
  const repeated = base.tower === null ? count : 0;
  const ofKeys = layer.queryKeyWidth / widths;
  const cachedOfShare = (share: number): Pick<PartCounts, 'cachedPerToken' | 'cachedPerSample'> => ({
    cachedPerToken: repeated * kept.perToken * share,
    cachedPerSample: repeated * kept.perSample * share,
  });
  const common = { ...base, parametersFormula: null, kernels: count / 3 };
  return [
    {
      ...common,
      ...scored,
      elementwiseFlops: 0,
      ...cachedOfShare(ofKeys),
      name: 'scores QKᵀ/√dₖ',
      component: scores.component,
      equation: 'S = Q·Kᵀ/√dₖ',
      flopsFormula: counted([constant(2), ...pairs, factor('dₖ', layer.queryKeyWidth)]),
    },
    {
      ...common,
      ...noCounts,
      elementwiseFlops: scored.elementwiseFlops,
      name: 'softmax',
      component: scores.component,
      equation: 'P = softmax(S)',
      flopsFormula: counted([constant(softmaxFlops), ...pairs]),
      scores: count * shape.batch * layer.heads * queries * keys,
      visibleScores: count * shape.batch * layer.heads * visiblePairs(layer, queries, keys),
    },
    {
      ...common,
      ...countsOf(values, block),
      ...cachedOfShare(1 - ofKeys),
      name: 'values times V',
      component: values.component,
      equation: 'O = P·V',
      flopsFormula: counted([constant(2), ...pairs, factor('dᵥ', layer.valueWidth)]),
    },
  ];
}

const repeats = (count: number): readonly Factor[] => (count === 1 ? [] : [factor('L', count)]);

interface Described {
  readonly equation: string;
  /** In one of the block's repeats. */
  readonly products: readonly Factor[] | null;
  readonly elementwise: readonly Factor[] | null;
  readonly weights: readonly Factor[] | null;
  readonly over?: Factor;
  /** Parameters beside the weights. */
  readonly biases?: readonly Factor[] | null;
}

function formulasOf(
  { products, elementwise, weights, over, biases = null }: Described,
  counts: PartCounts,
  { count, parameterSets = count }: Block,
): Pick<Part, 'flopsFormula' | 'parametersFormula'> {
  const divided = over === undefined ? {} : { over };
  const sets = repeats(parameterSets);
  const parametersOf = (): Formula | null => {
    const own = biases === null ? null : [...sets, ...biases];
    if (weights === null) return own === null ? null : { factors: own };
    return { factors: ordered([...sets, ...weights]), ...divided, ...(own === null ? {} : { plus: own }) };
  };
  const flops = counts.forwardFlops > 0 ? products : counts.elementwiseFlops > 0 ? elementwise : null;
  return {
    flopsFormula:
      flops === null
        ? null
        : { factors: ordered([...repeats(count), ...flops]), ...(flops === products ? divided : {}) },
    parametersFormula: counts.parameters === 0 ? null : parametersOf(),
  };
}

/** What a projection computes, where its name says of what. */
const equations: Readonly<Partial<Record<PartName, string>>> = {
  'Q projection': 'Q = X·W_Q',
  'K projection': 'K = X·W_K',
  'V projection': 'V = X·W_V',
  'Q, K and V projections': '[Q K V] = X·W_QKV',
  'K and V projections': '[K V] = X·W_KV',
  'Q projection with gate': '[Q G] = X·W_QG',
  'latent of Q': 'c_Q = X·W_DQ',
  'latent of K and V': 'c_KV = X·W_DKV',
  router: 'g = top-k(softmax(x·W_g))',
  'output projection': 'y = O·W_O',
  'vocabulary projection': 'logits = x·W_V',
  'cross-entropy': 'loss = −log softmax(logits)[target]',
  'residual sums': 'x = x + f(x)',
};

/** Positions of all samples of a pass. */
function rowsOf(positions: Positions, { batch, ...shape }: PassShape): readonly Factor[] {
  const perSample = positionsOf(positions, { batch, ...shape });
  return [factor('B', batch), factor(perSample === shape.sequence ? 's' : 'n', perSample)];
}

/** Widths of projections that are those of all heads, as heads and the width of one. */
interface Heads {
  readonly inputs?: readonly Factor[];
  readonly outputs?: readonly Factor[];
}

function headsOf(layer: Layer, name: PartName, { layers }: Block): Heads {
  if (layer.kind !== 'linear') return {};
  const attention = layers.find(
    (other): other is AttentionLayer =>
      other.kind === 'attention' && layer.component === `${other.over}.projections`,
  );
  if (attention === undefined) return {};
  const { queryKeyWidth, valueWidth } = attention;
  const inHeads = (width: number, heads: string, each: Factor): readonly Factor[] | undefined =>
    width % each.value === 0 ? [factor(heads, width / each.value), each] : undefined;
  const cut = (factors: readonly Factor[] | undefined, way: keyof Heads): Heads =>
    factors === undefined ? {} : { [way]: factors };
  switch (name) {
    case 'Q projection':
      return cut(inHeads(layer.outputs, 'h', factor('dₖ', queryKeyWidth)), 'outputs');
    case 'K projection':
      return cut(inHeads(layer.outputs, 'hₖᵥ', factor('dₖ', queryKeyWidth)), 'outputs');
    case 'V projection':
      return cut(inHeads(layer.outputs, 'hₖᵥ', factor('dᵥ', valueWidth)), 'outputs');
    case 'output projection':
      return cut(inHeads(layer.inputs, 'h', factor('dᵥ', valueWidth)), 'inputs');
    default:
      return {};
  }
}

/** What a layer computes, and of what its figures are products. */
function describe(
  layer: Exclude<Layer, AttentionLayer>,
  block: Block,
  shape: PassShape,
  heads: Heads,
): Described {
  const rows = rowsOf(layer.positions ?? block.positions, shape);
  const nothing = { products: null, elementwise: null, weights: null };
  switch (layer.kind) {
    case 'table':
      return {
        ...nothing,
        equation: 'x = E[token]',
        weights: [factor('V', layer.entries), factor('d', layer.width)],
      };
    case 'vector':
      return { ...nothing, equation: '', weights: [factor('n', layer.size)] };
    case 'linear': {
      const { groups = 1, repeats: times = 1 } = layer;
      const weights = [
        ...(heads.inputs ?? [factor('dᵢₙ', layer.inputs)]),
        ...(heads.outputs ?? [factor('dₒᵤₜ', layer.outputs)]),
      ];
      const used = layer.oncePerBatch === true ? rows.slice(1) : rows;
      return {
        equation: layer.bias ? 'y = x·W + b' : 'y = x·W',
        products: [constant(2), ...used, factor('r', times), ...weights],
        elementwise: null,
        weights: layer.tied === true ? null : weights,
        biases: layer.bias ? [factor('dₒᵤₜ', layer.outputs)] : null,
        ...(groups === 1 ? {} : { over: factor('g', groups) }),
      };
    }
    case 'product': {
      const at = (positions: Positions): number => positionsOf(positions, shape);
      return {
        ...nothing,
        equation: 'C = A·B',
        products: [
          constant(2),
          factor('B', shape.batch),
          factor('b', at(layer.batches)),
          factor('m', at(layer.rows)),
          factor('k', at(layer.inner)),
          factor('n', at(layer.columns)),
          factor('B', layer.acrossBatch === true ? shape.batch : 1),
        ],
      };
    }
    case 'experts': {
      const matrices = factor(layer.gated ? '3' : '2', layer.gated ? 3 : 2);
      const weights = [matrices, factor('d', layer.width), factor('f', layer.hidden)];
      return {
        ...nothing,
        equation: layer.gated ? 'y = Σ gᵢ·(act(x·W₁)⊙x·W₃)·W₂' : 'y = Σ gᵢ·act(x·W₁)·W₂',
        products: [constant(2), ...rows, factor('k', layer.computed ?? layer.used), ...weights],
        weights: [factor('E', layer.count), ...weights],
        biases: layer.bias
          ? [factor('E', layer.count), factor('b', (matrices.value - 1) * layer.hidden + layer.width)]
          : null,
      };
    }
    case 'norm':
      return {
        ...nothing,
        equation: layer.centred ? 'y = (x − μ)/σ·γ' : 'y = x/rms(x)·γ',
        elementwise: [
          constant(layer.centred ? 7 : 4),
          ...rows,
          factor('r', layer.repeats),
          factor('d', layer.width),
        ],
        weights:
          layer.parameters === 2 * layer.width
            ? [constant(2), factor('d', layer.width)]
            : [factor('d', layer.parameters)],
      };
    case 'convolution': {
      const { groups = 1, lines = 1 } = layer;
      const places = rowsOf(
        layer.transposed === true ? (layer.inputPositions ?? layer.outputPositions) : layer.outputPositions,
        shape,
      );
      const weights = [factor('cᵢₙ', layer.inputs), factor('cₒᵤₜ', layer.outputs), factor('k', layer.kernel)];
      return {
        ...nothing,
        equation: 'y = w ∗ x',
        products: [constant(2), ...places, ...(lines === 1 ? [] : [factor('l', lines)]), ...weights],
        weights,
        biases: layer.bias ? [factor('cₒᵤₜ', layer.outputs)] : null,
        ...(groups === 1 ? {} : { over: factor('g', groups) }),
      };
    }
    case 'elementwise':
      return { ...nothing, equation: '', elementwise: [...rows, factor('a', layer.flopsPerPosition)] };
  }
}
