import type { AttentionLayer, Component, Layer } from './layers';
import { components } from './layers';
import type { Block, ModelSpec, Positions, Tower } from './spec';

/** One forward pass: `batch` samples; text of `sequence` tokens each. Both are whole and at least 1. */
export interface PassShape {
  readonly batch: number;
  readonly sequence: number;
}

export type ByComponent = Readonly<Partial<Record<Component, number>>>;

/** Exact counts of a model under a shape. FLOPs: 2 for each multiply-add. */
export interface ModelCost {
  readonly parameters: {
    readonly total: number;
    /** Those that one token uses: all but the experts it does not visit. */
    readonly active: number;
    /** Token and position tables. */
    readonly embedding: number;
    readonly byComponent: ByComponent;
  };
  readonly forward: {
    readonly matmul: number;
    readonly elementwise: number;
    /** Products by component; they sum to `matmul`. */
    readonly byComponent: ByComponent;
    readonly elementwiseByComponent: ByComponent;
    /** The part of `matmul` that a kernel which knows the causal or sliding mask need not do. */
    readonly maskable: number;
    /** The part of `matmul` in experts that the token is not sent to: the library's plain code runs them, no kernel for training does. */
    readonly unrouted: number;
    /** Numbers that the layers read and write (activations and weights), with a kernel that keeps attention scores on the chip. */
    readonly moved: number;
    readonly movedByComponent: ByComponent;
  };
  /** Forward and backward products, without recomputation, as PyTorch counts them. */
  readonly trainingStepMatmul: number;
  /**
   * The part of `trainingStepMatmul` that a training run does not do: PyTorch's counter takes a grouped convolution's
   * weight gradient for that of a full one, and plain code may run experts that no token was sent to.
   */
  readonly overcounted: number;
  /** What one image or sound costs in the parts that read it; empty where the model has none. */
  readonly towers: Readonly<Partial<Record<Tower, TowerCost>>>;
  /** Numbers that decoding keeps for each token of context, over all layers. */
  readonly cachedPerToken: number;
  /** Numbers that decoding keeps for each sample beside: keys and values of what the decoder looks at. */
  readonly cachedPerSample: number;
}

/** The part of a model that reads images or sounds, for one of them. */
export interface TowerCost {
  readonly parameters: number;
  readonly matmul: number;
  readonly byComponent: ByComponent;
  readonly trainingStepMatmul: number;
}

/** Counts of one layer under a shape. */
export interface LayerCost {
  readonly component: Component;
  readonly parameters: number;
  readonly active: number;
  readonly matmul: number;
  readonly elementwise: number;
  readonly maskable: number;
  readonly moved: number;
  /** Products of the backward pass. */
  readonly backward: number;
  readonly overcounted: number;
  readonly unrouted: number;
}

const nothing = {
  parameters: 0,
  active: 0,
  matmul: 0,
  elementwise: 0,
  maskable: 0,
  moved: 0,
  backward: 0,
  overcounted: 0,
  unrouted: 0,
} as const;

/** FLOPs of the softmax for each score, by convention. */
export const softmaxFlops = 5;
const layerNormFlops = 7;
const rmsNormFlops = 4;

/** Positions of one sample under a shape. */
export function positionsOf(positions: Positions, shape: PassShape): number {
  if (positions === 'sequence') return shape.sequence;
  if (typeof positions === 'number') return positions;
  const {
    times = 1,
    plus = 0,
    atMost = Infinity,
    atLeast = 0,
    multipleOf = 1,
    dividedBy = 1,
    roundDown,
    modulo,
    thenPlus = 0,
  } = positions;
  const taken = Math.max(Math.min(times * shape.sequence + plus, atMost), atLeast);
  if (modulo !== undefined) return (taken % modulo) + thenPlus;
  const divided = (Math.ceil(taken / multipleOf) * multipleOf) / dividedBy;
  return (roundDown === true ? Math.floor(divided) : Math.ceil(divided)) + thenPlus;
}

/** How many query-key pairs the mask leaves of `queries` x `keys`. */
export function visiblePairs(layer: AttentionLayer, queries: number, keys: number): number {
  if (layer.mask.kind === 'full') return queries * keys;
  if (layer.mask.kind === 'chunks') {
    const width = Math.min(layer.mask.width, keys);
    const rest = keys % width;
    return (Math.floor(keys / width) * width * (width + 1) + rest * (rest + 1)) / 2;
  }
  const window = layer.mask.kind === 'window' ? Math.min(layer.mask.width, keys) : keys;
  // Query i sees min(i + 1, window) keys.
  return (window * (window + 1)) / 2 + (queries - window) * window;
}

interface LayerParameters {
  readonly parameters: number;
  readonly active: number;
}

/** Parameters that every token uses. */
const both = (parameters: number): LayerParameters => ({ parameters, active: parameters });

/** Parameters of a layer, and those of them that one token uses. */
export function parametersOf(layer: Layer): LayerParameters {
  switch (layer.kind) {
    case 'table':
      return {
        parameters: layer.entries * layer.width,
        active: (layer.used ?? layer.entries) * layer.width,
      };
    case 'vector':
      return both(layer.size);
    case 'linear': {
      const weights = layer.tied === true ? 0 : (layer.inputs * layer.outputs) / (layer.groups ?? 1);
      return both(weights + (layer.bias ? layer.outputs : 0));
    }
    case 'experts': {
      const matrices = layer.gated ? 3 : 2;
      const bias = layer.bias ? (matrices - 1) * layer.hidden + layer.width : 0;
      const each = matrices * layer.width * layer.hidden + bias;
      return { parameters: layer.count * each, active: layer.used * each };
    }
    case 'norm':
      return both(layer.parameters);
    case 'convolution': {
      const weights = (layer.inputs * layer.outputs * layer.kernel) / (layer.groups ?? 1);
      return both(weights + (layer.bias ? layer.outputs : 0));
    }
    case 'product':
    case 'attention':
    case 'elementwise':
      return both(0);
  }
}

/** Parameters of a model in all: `costOf` without the rest. */
export function totalParameters(spec: ModelSpec): number {
  let total = 0;
  for (const { count, parameterSets = count, layers } of spec.blocks)
    for (const layer of layers) total += parameterSets * parametersOf(layer).parameters;
  return total;
}

function attentionCosts(layer: AttentionLayer, rows: number, keys: number, batch: number): LayerCost[] {
  const pairs = batch * layer.heads * rows * keys;
  const hidden = batch * layer.heads * (rows * keys - visiblePairs(layer, rows, keys));
  return [
    {
      ...nothing,
      component: `${layer.over}.scores`,
      matmul: 2 * pairs * layer.queryKeyWidth,
      backward: 4 * pairs * layer.queryKeyWidth,
      elementwise: softmaxFlops * pairs,
      maskable: 2 * hidden * layer.queryKeyWidth,
      moved: batch * layer.heads * (rows + keys) * layer.queryKeyWidth,
    },
    {
      ...nothing,
      component: `${layer.over}.values`,
      matmul: 2 * pairs * layer.valueWidth,
      backward: 4 * pairs * layer.valueWidth,
      maskable: 2 * hidden * layer.valueWidth,
      moved: batch * layer.heads * (rows + keys) * layer.valueWidth,
    },
  ];
}

/** What one layer of a block costs; attention is two: its scores with their softmax, and its values. */
export function layerCosts(layer: Layer, blockPositions: Positions, shape: PassShape): LayerCost[] {
  const perSample = positionsOf(layer.positions ?? blockPositions, shape);
  const rows = shape.batch * perSample;
  switch (layer.kind) {
    case 'table':
    case 'vector':
      return [{ ...nothing, component: layer.component, ...parametersOf(layer) }];
    case 'linear': {
      const { groups = 1, repeats = 1 } = layer;
      const rows = layer.oncePerBatch === true ? perSample : shape.batch * perSample;
      const weights = (layer.inputs * layer.outputs) / groups;
      const matmul = 2 * rows * repeats * weights;
      return [
        {
          ...nothing,
          component: layer.component,
          ...parametersOf(layer),
          matmul,
          elementwise: layer.bias ? rows * repeats * layer.outputs : 0,
          moved: weights + rows * repeats * (layer.inputs + layer.outputs),
          backward: layer.inputGradient === false ? matmul : 2 * matmul,
        },
      ];
    }
    case 'product': {
      const [batches, height, inner, columns] = [layer.batches, layer.rows, layer.inner, layer.columns].map(
        (positions) => positionsOf(positions, shape),
      ) as [number, number, number, number];
      const compared = layer.acrossBatch === true ? shape.batch : 1;
      const { gradients = 2, backwardOnly } = layer;
      const product = 2 * shape.batch * batches * height * inner * columns * compared;
      const matmul = backwardOnly === true ? 0 : product;
      const moved = shape.batch * batches * (height * inner + inner * columns + height * columns * compared);
      return [{ ...nothing, component: layer.component, matmul, moved, backward: gradients * product }];
    }
    case 'experts': {
      const matrices = layer.gated ? 3 : 2;
      const weights = matrices * layer.width * layer.hidden;
      const bias = layer.bias ? (matrices - 1) * layer.hidden + layer.width : 0;
      const { computed = layer.used } = layer;
      return [
        {
          ...nothing,
          component: layer.component,
          ...parametersOf(layer),
          matmul: 2 * rows * computed * weights,
          backward: 4 * rows * computed * weights,
          unrouted: 2 * rows * (computed - layer.used) * weights,
          overcounted: 6 * rows * (computed - layer.used) * weights,
          elementwise: rows * layer.used * bias,
          moved:
            Math.min(layer.count, rows * layer.used) * weights +
            rows * layer.used * (2 * layer.width + (matrices - 1) * layer.hidden),
        },
      ];
    }
    case 'attention': {
      const keys = positionsOf(layer.keys === 'sequence' ? blockPositions : layer.keys, shape);
      return attentionCosts(layer, perSample, keys, shape.batch);
    }
    case 'norm': {
      const perElement = layer.centred ? layerNormFlops : rmsNormFlops;
      return [
        {
          ...nothing,
          component: layer.component,
          ...parametersOf(layer),
          elementwise: rows * layer.repeats * layer.width * perElement,
          moved: 2 * rows * layer.repeats * layer.width,
        },
      ];
    }
    case 'convolution': {
      const { groups = 1, lines = 1 } = layer;
      const weights = (layer.inputs * layer.outputs * layer.kernel) / groups;
      const outputPlaces = shape.batch * lines * positionsOf(layer.outputPositions, shape);
      const inputPlaces =
        shape.batch * lines * positionsOf(layer.inputPositions ?? layer.outputPositions, shape);
      const matmul = 2 * (layer.transposed === true ? inputPlaces : outputPlaces) * weights;
      const weightGradient = matmul * groups;
      return [
        {
          ...nothing,
          component: layer.component,
          ...parametersOf(layer),
          matmul,
          elementwise: layer.bias ? outputPlaces * layer.outputs : 0,
          moved: weights + inputPlaces * layer.inputs + outputPlaces * layer.outputs,
          backward: weightGradient + (layer.inputGradient ? matmul : 0),
          overcounted: weightGradient - matmul,
        },
      ];
    }
    case 'elementwise':
      return [
        {
          ...nothing,
          component: layer.component,
          elementwise: rows * layer.flopsPerPosition,
          moved: rows * layer.movedPerPosition,
        },
      ];
  }
}

/** Numbers that decoding keeps of a layer: for each token of the text, and for each sample beside (what a decoder looks at). */
export function cachedOf(
  layer: Layer,
  block: Block,
  shape: PassShape,
): { readonly perToken: number; readonly perSample: number } {
  // An encoder's keys and values are used once.
  if (layer.kind !== 'attention' || block.readsInput === true) return { perToken: 0, perSample: 0 };
  const { cachedPerToken, cachedPerKey = 0 } = layer;
  const keys =
    cachedPerKey === 0 ? 0 : positionsOf(layer.keys === 'sequence' ? block.positions : layer.keys, shape);
  return { perToken: cachedPerToken, perSample: cachedPerKey * keys };
}

/** The entries that are not 0, in the order of the vocabulary. */
function nonZero(sums: ReadonlyMap<Component, number>): ByComponent {
  return Object.fromEntries(
    components.flatMap((component) => {
      const sum = sums.get(component) ?? 0;
      return sum === 0 ? [] : [[component, sum]];
    }),
  );
}

const addTo = (sums: Map<Component, number>, component: Component, value: number): void => {
  sums.set(component, (sums.get(component) ?? 0) + value);
};

const sumOf = (sums: ReadonlyMap<Component, number>): number =>
  [...sums.values()].reduce((sum, value) => sum + value, 0);

/** Sums over some of a model's blocks. */
class Tally {
  readonly parameters = new Map<Component, number>();
  readonly matmul = new Map<Component, number>();
  readonly elementwise = new Map<Component, number>();
  readonly moved = new Map<Component, number>();
  active = 0;
  maskable = 0;
  backward = 0;
  overcounted = 0;
  unrouted = 0;
  cachedPerToken = 0;
  cachedPerSample = 0;

  add(block: Block, shape: PassShape): void {
    const { count, parameterSets = count, untrained = false } = block;
    for (const layer of block.layers) {
      const cached = cachedOf(layer, block, shape);
      this.cachedPerToken += count * cached.perToken;
      this.cachedPerSample += count * cached.perSample;
      for (const cost of layerCosts(layer, block.positions, shape)) {
        addTo(this.parameters, cost.component, parameterSets * cost.parameters);
        addTo(this.matmul, cost.component, count * cost.matmul);
        addTo(this.elementwise, cost.component, count * cost.elementwise);
        addTo(this.moved, cost.component, count * cost.moved);
        this.active += parameterSets * cost.active;
        this.maskable += count * cost.maskable;
        if (untrained) continue;
        this.backward += count * cost.backward;
        this.overcounted += count * cost.overcounted;
        this.unrouted += count * cost.unrouted;
      }
    }
  }
}

/** Costs a model spec exactly, as PyTorch's FlopCounterMode counts a plain forward pass with eager attention. */
export function costOf(spec: ModelSpec, shape: PassShape): ModelCost {
  const main = new Tally();
  const towers = new Map<Tower, Tally>();
  for (const block of spec.blocks) {
    if (block.tower === undefined) {
      main.add(block, shape);
    } else {
      const tally = towers.get(block.tower) ?? new Tally();
      towers.set(block.tower, tally);
      tally.add(block, { batch: 1, sequence: shape.sequence });
    }
  }
  const parameters = new Map(main.parameters);
  for (const tower of towers.values())
    for (const [component, value] of tower.parameters) addTo(parameters, component, value);
  const matmul = sumOf(main.matmul);
  return {
    parameters: {
      total: sumOf(parameters),
      active: main.active,
      embedding: (parameters.get('embedding') ?? 0) + (parameters.get('position') ?? 0),
      byComponent: nonZero(parameters),
    },
    forward: {
      matmul,
      elementwise: sumOf(main.elementwise),
      byComponent: nonZero(main.matmul),
      elementwiseByComponent: nonZero(main.elementwise),
      maskable: main.maskable,
      unrouted: main.unrouted,
      moved: sumOf(main.moved),
      movedByComponent: nonZero(main.moved),
    },
    trainingStepMatmul: matmul + main.backward,
    overcounted: main.overcounted,
    towers: Object.fromEntries(
      [...towers].map(([tower, tally]): [Tower, TowerCost] => [
        tower,
        {
          parameters: sumOf(tally.parameters),
          matmul: sumOf(tally.matmul),
          byComponent: nonZero(tally.matmul),
          trainingStepMatmul: sumOf(tally.matmul) + tally.backward,
        },
      ]),
    ),
    cachedPerToken: spec.generates ? main.cachedPerToken : 0,
    cachedPerSample: spec.generates ? main.cachedPerSample : 0,
  };
}
