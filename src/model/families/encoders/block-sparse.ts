import type { ConfigFields } from '../../config-fields';
import type { Layer, ProductLayer } from '../../layers';
import type { Positions } from '../../spec';
import { said, type Message } from '../../../units/message';

/** Blocks that a block always sees: two global, three in its window. */
const fixedBlocks = 5;
/** The first two and the last two blocks see others than those between them. */
const endBlocks = 4;

/** BigBird's attention (arXiv:2007.14062) where the config asks for it; null where it does not. */
export interface BlockSparse {
  /** Longest sequence that sees itself in full. */
  readonly reach: number;
  /** What stands in place of a layer of full attention. */
  readonly inPlaceOf: (layer: Layer) => readonly Layer[];
  readonly note: Message;
}

/**
 * Full attention on sequences that are too short for the blocks, products of blocks on longer ones: the first and the last block see
 * all, their neighbours one block fewer than those between.
 */
export function blockSparseAttention(config: ConfigFields): BlockSparse | null {
  const kind = config.text('attention_type');
  if (kind !== 'block_sparse') {
    if (kind !== 'original_full')
      config.refuse('attention_type', 'must be "block_sparse" or "original_full".');
    return null;
  }
  const block = config.size('block_size');
  const random = config.size('num_random_blocks');
  const reach = (fixedBlocks + 2 * random) * block;
  const whole: Positions = { multipleOf: block };
  const between: Positions = { atLeast: endBlocks * block, multipleOf: block, thenPlus: -endBlocks * block };
  const pairs: readonly (readonly [rows: Positions, columns: Positions])[] = [
    [2 * block, whole],
    [2 * block, (fixedBlocks - 1 + random) * block],
    [between, (fixedBlocks + random) * block],
  ];
  // Once where the sequence is longer, else not at all.
  const beyond: Positions = { plus: -reach, atMost: 1, atLeast: 0 };
  const product = { kind: 'product', batches: beyond } as const;
  return {
    reach,
    inPlaceOf: (layer) => {
      if (layer.kind !== 'attention') return [layer];
      const queryWidth = layer.heads * layer.queryKeyWidth;
      const valueWidth = layer.heads * layer.valueWidth;
      return [
        // Of the keys there are the sequence's, and none beyond the reach.
        { ...layer, keys: { atMost: reach + 1, modulo: reach + 1 } },
        ...pairs.flatMap(([rows, columns]): ProductLayer[] => [
          { ...product, component: 'attention.scores', rows, inner: queryWidth, columns },
          { ...product, component: 'attention.values', rows, inner: columns, columns: valueWidth },
        ]),
      ];
    },
    note: said`Beyond ${reach} tokens attention is counted in sparse blocks of ${block}; the library pads other lengths up to a multiple of it, which is not counted.`,
  };
}
