import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import { linear, rmsNorm, table } from '../../layers';
import type { Positions } from '../../spec';

/** Width and heads of attention. */
interface Sizes {
  readonly width: number;
  readonly heads: number;
  readonly headWidth: number;
}

/** A block sees itself and its neighbours on both sides. */
const blocksSeen = 3;

/**
 * LongT5's encoder attends within blocks of a radius and one, and, where it is transient-global, to sums of short
 * blocks as well, whose keys and values the same matrices make.
 */
export function longAttention(
  config: ConfigFields,
  { width, heads, headWidth }: Sizes,
): { readonly layers: readonly Layer[]; readonly tables: readonly Layer[] } {
  const kind = config.text('encoder_attention_type') ?? 'local';
  if (kind !== 'local' && kind !== 'transient-global')
    config.refuse('encoder_attention_type', 'must be "local" or "transient-global".');
  const isGlobal = kind === 'transient-global';
  const blockLength = config.size('local_radius') + 1;
  const padded: Positions = { multipleOf: blockLength };
  const sums = { dividedBy: config.size('global_block_size'), roundDown: true } as const;
  const seen: Positions = isGlobal
    ? { ...sums, thenPlus: blocksSeen * blockLength }
    : blocksSeen * blockLength;
  const inner = heads * headWidth;
  const projection = linear('attention.projections', width, inner, false);
  const again = linear('attention.projections', width, inner, false, { tied: true, positions: sums });
  const product = { kind: 'product', batches: padded, rows: heads } as const;
  const relative = table('position', config.size('relative_attention_num_buckets'), heads);
  return {
    tables: isGlobal ? [relative, relative] : [relative],
    layers: [
      projection,
      projection,
      projection,
      ...(isGlobal
        ? ([
            {
              kind: 'product',
              component: 'attention.scores',
              batches: 1,
              rows: width,
              inner: 'sequence',
              columns: sums,
              gradients: 1,
            },
            rmsNorm(width),
            again,
            again,
          ] as const)
        : []),
      { ...product, component: 'attention.scores', inner: headWidth, columns: seen },
      { ...product, component: 'attention.values', inner: seen, columns: headWidth },
      linear('attention.projections', inner, width, false),
    ],
  };
}
