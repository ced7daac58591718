import type { Layer } from '../../layers';
import { elementwise, linear, rmsNorm } from '../../layers';
import { biases } from '../../sub-layers';
import type { GroupedQueryShape } from '../decoder';
import { blocksOf, decoderOnly, groupedQueryShape, maskOf, rotaryAttention, twoResiduals } from '../decoder';
import type { Family } from '../family';
import { localSizes, mixture } from './experts';

/** Lightning attention (arXiv 2401.04658): scores within blocks, a state of keys times values between them. */
function lightningAttention({ width, heads, headWidth }: GroupedQueryShape, block: number): Layer[] {
  const projections = 'attention.projections';
  const inner = heads * headWidth;
  const full = { dividedBy: block, roundDown: true };
  const rest = { modulo: block };
  const scores = { kind: 'product', component: 'attention.scores' } as const;
  const values = { kind: 'product', component: 'attention.values' } as const;
  return [
    linear(projections, width, 3 * inner, false),
    { ...scores, batches: full, rows: block, inner, columns: block },
    { ...scores, batches: heads, rows: rest, inner: headWidth, columns: rest },
    { ...values, batches: full, rows: block, inner: block, columns: inner },
    { ...values, batches: heads, rows: rest, inner: rest, columns: headWidth },
    // What is read of the state: the first block's has no gradient.
    {
      ...values,
      batches: heads,
      rows: { atMost: block },
      inner: headWidth,
      columns: headWidth,
      gradients: 1,
    },
    { ...values, batches: heads, rows: { plus: -block, atLeast: 0 }, inner: headWidth, columns: headWidth },
    // What is written to it: nothing reads what the last block writes.
    {
      ...values,
      batches: heads,
      rows: headWidth,
      inner: 'sequence',
      columns: headWidth,
      gradients: 0,
    },
    {
      ...values,
      batches: { plus: -1, dividedBy: block, roundDown: true },
      rows: headWidth,
      inner: block,
      columns: inner,
      backwardOnly: true,
    },
    elementwise('attention.scores', 2 * heads * block),
    rmsNorm(inner),
    linear(projections, width, inner, false),
    linear(projections, inner, width, false),
  ];
}

/** MiniMax 01: lightning attention and softmax attention in turn, experts in every layer. */
export const minimax: Family = {
  name: 'minimax',
  modelTypes: ['minimax'],
  read(config) {
    const shape = groupedQueryShape(config);
    const { width, layers } = shape;
    const listed = config.perLayerKind('layer_types', layers, ['full_attention', 'linear_attention']);
    const attends = (index: number): boolean =>
      listed === null ? index % 2 === 0 : listed[index] === 'full_attention';
    const window = config.optionalSize('sliding_window');
    return decoderOnly({
      config,
      width,
      contextKey: 'max_position_embeddings',
      blocks: blocksOf(
        layers,
        (index) => (attends(index) ? 'attention' : 'lightning attention'),
        (key) => [
          rmsNorm(width),
          ...(key === 'attention'
            ? rotaryAttention(
                shape,
                biases(false),
                maskOf(window === null ? 'full attention' : 'sliding attention', window),
              )
            : lightningAttention(shape, config.size('block_size'))),
          rmsNorm(width),
          ...mixture(config, localSizes),
          twoResiduals(width),
        ],
      ),
      beforeHead: [rmsNorm(width)],
    });
  },
};
