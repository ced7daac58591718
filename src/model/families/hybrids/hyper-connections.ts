import type { Layer } from '../../layers';
import { elementwise, linear, vector } from '../../layers';

/**
 * Where a sub-layer joins several residual streams: weights for reading and writing each, and for mixing the streams
 * among themselves where they are mixed, all from a projection of the streams.
 */
export function hyperConnection(
  streams: number,
  width: number,
  kind: 'mixing' | 'withoutMixing' = 'mixing',
): Layer[] {
  const mixes = kind === 'mixing';
  const weights = (mixes ? 2 + streams : 2) * streams;
  return [
    linear('residual', streams * width, weights, false),
    vector('residual', weights + (mixes ? 3 : 2)),
    ...(mixes
      ? [
          {
            kind: 'product',
            component: 'residual',
            batches: 'sequence',
            rows: streams,
            inner: streams,
            columns: width,
          } as const,
        ]
      : []),
    elementwise('residual', 2 * streams * width),
  ];
}

/** The streams' weighed sum, in front of the last norm. */
export const hyperHead = (streams: number, width: number): Layer[] => [
  linear('residual', streams * width, streams, false),
  vector('residual', streams + 1),
];
