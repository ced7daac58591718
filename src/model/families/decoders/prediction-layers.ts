import type { Layer } from '../../layers';
import type { ModelShape } from '../family';

/** The layers' parameters as `other`: held, but no part of a pass. */
const parametersOf = (layers: readonly Layer[]): Layer[] =>
  layers.flatMap((layer): Layer[] =>
    layer.kind === 'attention' || layer.kind === 'elementwise' || layer.kind === 'product'
      ? []
      : [{ ...layer, component: 'other' }],
  );

/**
 * Adds `count` multi-token prediction layers, each built like the model's last layer with `extra` beside:
 * their parameters are the model's, a plain pass does not run them.
 */
export function withPredictionLayers(shape: ModelShape, count: number, extra: readonly Layer[]): ModelShape {
  const last = shape.blocks.at(-2);
  if (count === 0 || last === undefined) return shape;
  return {
    ...shape,
    blocks: [
      ...shape.blocks,
      {
        name: 'prediction layers',
        count: 0,
        parameterSets: count,
        positions: 'sequence',
        layers: parametersOf([...last.layers, ...extra]),
      },
    ],
  };
}
