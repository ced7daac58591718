import { parametersOf } from '../model/cost';
import type { Layer } from '../model/layers';
import type { Block, ModelSpec } from '../model/spec';
import { servingPhaseOf } from './serving-phases';

/** Weights that one step of decoding reads of a layer, in all runs of its block: numbers. */
export interface StepWeights {
  /** Once for a whole batch. */
  readonly always: number;
  /** For each sequence: what a look-up in a table takes. */
  readonly lookup: number;
  /** All experts that a router chooses among, and the share of them that one token visits. */
  readonly experts: number;
  readonly visitedShare: number;
  /** Share of them that is held in fewer bits than the model computes in, and the bytes of such a weight. */
  readonly quantisedShare: number;
  readonly quantisedBytes: number;
}

const nothing: StepWeights = {
  always: 0,
  lookup: 0,
  experts: 0,
  visitedShare: 0,
  quantisedShare: 0,
  quantisedBytes: 0,
};

const shareOf = (layer: Layer): number =>
  layer.kind === 'attention' || layer.quantisedShare === undefined ? 0 : layer.quantisedShare;

/** A layer whose weights are another's, and one whose block runs again with the same, reads them as any other does. */
export function stepWeightsOf(
  layer: Layer,
  block: Block,
  quantisation: ModelSpec['quantisation'],
): StepWeights {
  if (block.tower !== undefined || servingPhaseOf(layer, block) === 'reading') return nothing;
  return {
    ...numbersOf(layer, block),
    quantisedShare: shareOf(layer),
    quantisedBytes: quantisation?.bytesPerNumber ?? 0,
  };
}

function numbersOf(layer: Layer, { count }: Block): StepWeights {
  switch (layer.kind) {
    case 'table':
      return { ...nothing, lookup: count * Math.min(layer.entries, layer.used ?? 1) * layer.width };
    case 'experts':
      return {
        ...nothing,
        experts: count * parametersOf(layer).parameters,
        visitedShare: layer.count > 0 ? Math.min(1, layer.used / layer.count) : 0,
      };
    case 'linear': {
      const tied = layer.tied === true ? (layer.inputs * layer.outputs) / (layer.groups ?? 1) : 0;
      return { ...nothing, always: count * (parametersOf(layer).parameters + tied) };
    }
    default:
      return { ...nothing, always: count * parametersOf(layer).parameters };
  }
}

/**
 * Those of a batch of so many sequences: experts that any of its tokens visits, as if a router chose by chance: two tokens seldom
 * choose the same, many leave hardly one out.
 */
export const numbersRead = ({ always, lookup, experts, visitedShare }: StepWeights, batch: number): number =>
  always + batch * lookup + experts * (1 - (1 - visitedShare) ** batch);

/** Bytes of one weight on average, where an unquantised one takes so many. */
const bytesOfOne = (share: number, quantisedBytes: number, wideBytes: number): number =>
  share * Math.min(quantisedBytes, wideBytes) + (1 - share) * wideBytes;

/** Bytes that one step of so many sequences reads; an unquantised weight takes `wideBytes`. */
export const bytesRead = (weights: StepWeights, batch: number, wideBytes: number): number =>
  numbersRead(weights, batch) * bytesOfOne(weights.quantisedShare, weights.quantisedBytes, wideBytes);

/** Sums over every layer of a model. */
const overLayers = (spec: ModelSpec, each: (layer: Layer, block: Block) => number): number =>
  spec.blocks.reduce(
    (sum, block) => block.layers.reduce((inner, layer) => inner + each(layer, block), sum),
    0,
  );

/** Bytes of weights that one step of decoding reads in the whole model. */
export const weightBytesRead = (spec: ModelSpec, batch: number, wideBytes: number): number =>
  overLayers(spec, (layer, block) =>
    bytesRead(stepWeightsOf(layer, block, spec.quantisation), batch, wideBytes),
  );

/** Bytes of all weights as the model serves. */
export const weightBytesServed = (spec: ModelSpec, wideBytes: number): number =>
  overLayers(
    spec,
    (layer, { count, parameterSets = count }) =>
      parameterSets *
      parametersOf(layer).parameters *
      bytesOfOne(shareOf(layer), spec.quantisation?.bytesPerNumber ?? 0, wideBytes),
  );

/** Share of one token's products with weights that are with such as are held in fewer bits: 0 to 1. */
export function quantisedProducts(spec: ModelSpec): number {
  if (spec.quantisation === undefined) return 0;
  const used = (layer: Layer, block: Block): number => {
    if (block.tower !== undefined) return 0;
    const { always, experts, visitedShare } = numbersOf(layer, block);
    return layer.kind === 'linear' || layer.kind === 'experts' ? always + experts * visitedShare : 0;
  };
  const all = overLayers(spec, used);
  return all > 0 ? overLayers(spec, (layer, block) => used(layer, block) * shareOf(layer)) / all : 0;
}
