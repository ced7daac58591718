import { layerCosts, type LayerCost } from '../../model/cost';
import type { Block, ModelSpec } from '../../model/spec';

/** Parameters of the layers that a number of layers counts. */
export interface LayerParameters {
  readonly total: number;
  /** Whether all of these layers are alike. */
  readonly isUniform: boolean;
}

/** What a layer of a stack has, and an embedding, a norm or a head has not. */
const stacked = /^(?:attention|crossAttention)\.|^(?:feedForward|experts|ssm|convolution)$/;

const costsOf = ({ layers, positions }: Block): readonly LayerCost[] =>
  layers.flatMap((layer) => layerCosts(layer, positions, { batch: 1, sequence: 1 }));

const isStacked = (block: Block): boolean =>
  block.tower === undefined && costsOf(block).some(({ component }) => stacked.test(component));

const parametersOf = (block: Block): number =>
  (block.parameterSets ?? block.count) * costsOf(block).reduce((sum, { parameters }) => sum + parameters, 0);

/**
 * The parameters of the `count` layers that a file speaks of: the stack of so many that has all of `changed`, which are
 * blocks that another count changes; its layers may be of several kinds. Null where the model has no such stack.
 */
export function layerParameters(
  { blocks }: ModelSpec,
  count: number,
  changed: ReadonlySet<unknown>,
): LayerParameters | null {
  const all = blocks.filter(isStacked);
  for (let first = 0; first < all.length; first += 1) {
    let layers = 0;
    for (let end = first; end < all.length && layers < count; end += 1) {
      layers += all[end]?.count ?? 0;
      if (layers !== count) continue;
      const stack = all.slice(first, end + 1);
      if (![...changed].every((block) => stack.some((each) => each === block))) continue;
      const total = stack.reduce((sum, block) => sum + parametersOf(block), 0);
      return { total, isUniform: stack.length === 1 };
    }
  }
  return null;
}
