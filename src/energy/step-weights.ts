import { parametersOf } from '../model/cost';
import type { Layer } from '../model/layers';
import type { Block, ModelSpec } from '../model/spec';

/** Weights that one step of decoding reads of a layer, in all runs of its block: numbers. */
export interface StepWeights {
  /** Once for a whole batch. */
  readonly always: number;
  /** For each sequence: what a look-up in a table takes. */
  readonly lookup: number;
  /** All experts that a router chooses among, and the share of them that one token visits. */
  readonly experts: number;
  readonly visitedShare: number;
}

const nothing: StepWeights = { always: 0, lookup: 0, experts: 0, visitedShare: 0 };

/** A layer whose weights are another's, and one whose block runs again with the same, reads them as any other does. */
export function stepWeightsOf(layer: Layer, { count, tower }: Block): StepWeights {
  if (tower !== undefined) return nothing;
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

/** Weights that one step of decoding reads in the whole model. */
export const weightsRead = (spec: ModelSpec, batch: number): number =>
  spec.blocks.reduce(
    (sum, block) =>
      block.layers.reduce((inner, layer) => inner + numbersRead(stepWeightsOf(layer, block), batch), sum),
    0,
  );
