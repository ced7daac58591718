import type { AttentionLayer, Component, Layer } from './layers';
import { components } from './layers';
import type { ModelSpec, Positions } from './spec';

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
  };
  /** Forward and backward products, without recomputation. */
  readonly trainingStepMatmul: number;
  /** Numbers that decoding keeps for each token of context, over all layers. */
  readonly cachedPerToken: number;
}

interface LayerCost {
  readonly component: Component;
  readonly parameters: number;
  readonly active: number;
  readonly matmul: number;
  readonly elementwise: number;
  readonly maskable: number;
  /** Products of the backward pass as a multiple of the forward ones: 2, or 1 where the input needs no gradient. */
  readonly backward: 1 | 2;
}

const nothing = { parameters: 0, active: 0, matmul: 0, elementwise: 0, maskable: 0, backward: 2 } as const;

const softmaxFlops = 5;
const layerNormFlops = 7;
const rmsNormFlops = 4;

export const positionsOf = (positions: Positions, shape: PassShape): number =>
  positions === 'sequence' ? shape.sequence : positions;

/** How many query-key pairs the mask leaves of `queries` x `keys`. */
function visiblePairs(layer: AttentionLayer, queries: number, keys: number): number {
  if (layer.mask.kind === 'full') return queries * keys;
  const window = layer.mask.kind === 'window' ? Math.min(layer.mask.width, keys) : keys;
  // Query i sees min(i + 1, window) keys.
  return (window * (window + 1)) / 2 + (queries - window) * window;
}

function attentionCosts(layer: AttentionLayer, rows: number, keys: number, batch: number): LayerCost[] {
  const pairs = batch * layer.heads * rows * keys;
  const hidden = batch * layer.heads * (rows * keys - visiblePairs(layer, rows, keys));
  return [
    {
      ...nothing,
      component: `${layer.over}.scores`,
      matmul: 2 * pairs * layer.queryKeyWidth,
      elementwise: softmaxFlops * pairs,
      maskable: 2 * hidden * layer.queryKeyWidth,
    },
    {
      ...nothing,
      component: `${layer.over}.values`,
      matmul: 2 * pairs * layer.valueWidth,
      maskable: 2 * hidden * layer.valueWidth,
    },
  ];
}

function layerCosts(layer: Layer, blockPositions: Positions, shape: PassShape): LayerCost[] {
  const perSample = positionsOf(layer.positions ?? blockPositions, shape);
  const rows = shape.batch * perSample;
  switch (layer.kind) {
    case 'table': {
      const parameters = layer.entries * layer.width;
      return [{ ...nothing, component: layer.component, parameters, active: parameters }];
    }
    case 'vector':
      return [{ ...nothing, component: layer.component, parameters: layer.size, active: layer.size }];
    case 'linear': {
      const parameters =
        (layer.tied === true ? 0 : layer.inputs * layer.outputs) + (layer.bias ? layer.outputs : 0);
      return [
        {
          ...nothing,
          component: layer.component,
          parameters,
          active: parameters,
          matmul: 2 * rows * layer.inputs * layer.outputs,
          elementwise: layer.bias ? rows * layer.outputs : 0,
          backward: layer.inputGradient === false ? 1 : 2,
        },
      ];
    }
    case 'experts': {
      const matrices = layer.gated ? 3 : 2;
      const weights = matrices * layer.width * layer.hidden;
      const bias = layer.bias ? (matrices - 1) * layer.hidden + layer.width : 0;
      return [
        {
          ...nothing,
          component: layer.component,
          parameters: layer.count * (weights + bias),
          active: layer.used * (weights + bias),
          matmul: 2 * rows * layer.used * weights,
          elementwise: rows * layer.used * bias,
        },
      ];
    }
    case 'attention': {
      const keys = layer.keys === 'sequence' ? positionsOf(blockPositions, shape) : layer.keys;
      return attentionCosts(layer, perSample, keys, shape.batch);
    }
    case 'norm': {
      const perElement = layer.centred ? layerNormFlops : rmsNormFlops;
      return [
        {
          ...nothing,
          component: layer.component,
          parameters: layer.parameters,
          active: layer.parameters,
          elementwise: rows * layer.repeats * layer.width * perElement,
        },
      ];
    }
    case 'convolution': {
      const weights = layer.inputs * layer.outputs * layer.kernel;
      const parameters = weights + (layer.bias ? layer.outputs : 0);
      const places = shape.batch * layer.outputPositions;
      return [
        {
          ...nothing,
          component: layer.component,
          parameters,
          active: parameters,
          matmul: 2 * places * weights,
          elementwise: layer.bias ? places * layer.outputs : 0,
          backward: layer.inputGradient ? 2 : 1,
        },
      ];
    }
    case 'elementwise':
      return [{ ...nothing, component: layer.component, elementwise: rows * layer.flopsPerPosition }];
  }
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

const sumOf = (sums: ReadonlyMap<Component, number>): number =>
  [...sums.values()].reduce((sum, value) => sum + value, 0);

/** Costs a model spec exactly, as PyTorch's FlopCounterMode counts a plain forward pass with eager attention. */
export function costOf(spec: ModelSpec, shape: PassShape): ModelCost {
  const parameters = new Map<Component, number>();
  const matmul = new Map<Component, number>();
  const elementwise = new Map<Component, number>();
  let active = 0;
  let maskable = 0;
  let backward = 0;
  let cachedPerToken = 0;
  const add = (sums: Map<Component, number>, component: Component, value: number): void => {
    sums.set(component, (sums.get(component) ?? 0) + value);
  };
  for (const block of spec.blocks) {
    for (const layer of block.layers) {
      if (layer.kind === 'attention') cachedPerToken += block.count * layer.cachedPerToken;
      for (const cost of layerCosts(layer, block.positions, shape)) {
        add(parameters, cost.component, block.count * cost.parameters);
        add(matmul, cost.component, block.count * cost.matmul);
        add(elementwise, cost.component, block.count * cost.elementwise);
        active += block.count * cost.active;
        maskable += block.count * cost.maskable;
        backward += block.count * cost.backward * cost.matmul;
      }
    }
  }
  return {
    parameters: {
      total: sumOf(parameters),
      active,
      embedding: (parameters.get('embedding') ?? 0) + (parameters.get('position') ?? 0),
      byComponent: nonZero(parameters),
    },
    forward: {
      matmul: sumOf(matmul),
      elementwise: sumOf(elementwise),
      byComponent: nonZero(matmul),
      elementwiseByComponent: nonZero(elementwise),
      maskable,
    },
    trainingStepMatmul: sumOf(matmul) + backward,
    cachedPerToken: spec.generates ? cachedPerToken : 0,
  };
}
