import type { ConfigFields } from '../../config-fields';
import type { AttentionMask, Layer, NormLayer } from '../../layers';
import { layerNorm, linear, slidingWindow } from '../../layers';
import type { Block, Positions } from '../../spec';

/** A light attention that picks the keys which the real one looks at. Nothing flows back through what it picks. */
export interface Indexer {
  readonly heads: number;
  readonly headWidth: number;
  /** Keys that it compares each query with. */
  readonly keys: Positions;
}

/** The products of an indexer's queries with its keys, which all its heads share. */
export const indexScores = ({ heads, headWidth, keys }: Indexer): Layer => ({
  kind: 'product',
  component: 'attention.scores',
  batches: 1,
  rows: 'sequence',
  inner: heads * headWidth,
  columns: keys,
});

/** The sum of an indexer's scores over its heads, by a learned weight of each. */
const weighedScores = ({ heads, keys }: Indexer): Layer => ({
  kind: 'product',
  component: 'attention.scores',
  batches: 'sequence',
  rows: 1,
  inner: heads,
  columns: keys,
});

export const indexerOf = (config: ConfigFields, keys: Positions = 'sequence'): Indexer => ({
  heads: config.size('index_n_heads'),
  headWidth: config.size('index_head_dim'),
  keys,
});

/** DeepSeek's: queries from the latent of `queryRank`, one key, a weight for each head. */
export function latentIndexer(
  config: ConfigFields,
  width: number,
  queryRank: number,
  norm: NormLayer = layerNorm(config.size('index_head_dim')),
): Layer[] {
  const indexer = indexerOf(config);
  const component = 'attention.projections';
  return [
    linear(component, queryRank, indexer.heads * indexer.headWidth, false),
    linear(component, width, indexer.headWidth, false),
    norm,
    linear(component, width, indexer.heads, false),
    indexScores(indexer),
    weighedScores(indexer),
  ];
}

/** Layers of which the training objective does not follow: an indexer's, `count` times. */
export const untrained = (name: string, count: number, layers: readonly Layer[]): Block[] =>
  count === 0 ? [] : [{ name, count, untrained: true, positions: 'sequence', layers }];

/** A query sees its own position and those before it, up to `picked` of them. */
export const pickedKeys = (picked: number): AttentionMask => slidingWindow(picked);
