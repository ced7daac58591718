import type { AttentionLayer } from '../../layers';
import { fullMask } from '../../layers';
import type { Positions } from '../../spec';

/** Scores and values of attention in which every one of `queries` sees all of `keys`. */
export const fullAttention = (shape: {
  readonly heads: number;
  readonly headWidth: number;
  readonly queries: Positions;
  readonly keys: Positions;
  readonly over?: 'attention' | 'crossAttention';
}): AttentionLayer => ({
  kind: 'attention',
  over: shape.over ?? 'attention',
  heads: shape.heads,
  queryKeyWidth: shape.headWidth,
  valueWidth: shape.headWidth,
  positions: shape.queries,
  keys: shape.keys,
  mask: fullMask,
  cachedPerToken: 0,
});
