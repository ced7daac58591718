import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import { elementwise, linear, residual, rmsNorm, vector } from '../../layers';
import { feedForward } from '../../sub-layers';
import type { Block } from '../../spec';
import { overTime } from '../audio/conformer';

/** The Universal Speech Model's layer, as Gemma 3n and Gemma 4 have it. */
export interface ChunkedConformer {
  readonly layers: number;
  readonly positions: number;
  readonly width: number;
  readonly heads: number;
  readonly headWidth: number;
  /** Positions of a chunk of queries, and those before and after it that they see. */
  readonly chunk: number;
  readonly before: number;
  readonly after: number;
  /** Relative positions that have an embedding. */
  readonly distances: number;
  readonly kernel: number;
}

/** Half a feed-forward between norms, at the start and the end of a layer. */
const halfStep = (width: number): Layer[] => [
  rmsNorm(width),
  ...feedForward({ width, hidden: 4 * width, gated: false, bias: false }),
  rmsNorm(width),
  residual(width, 1),
];

/** Attention of each chunk of positions to those before, in and after it, with relative positions. */
function chunkedAttention(shape: ChunkedConformer): Layer[] {
  const { positions, width, heads, headWidth, chunk, before, after, distances } = shape;
  const context = chunk + before + after;
  const chunks = Math.ceil(positions / chunk);
  const inner = heads * headWidth;
  const project = linear('attention.projections', width, inner, false);
  return [
    project,
    project,
    project,
    linear('position', width, inner, false, { positions: distances, oncePerBatch: true }),
    vector('attention.projections', headWidth),
    {
      kind: 'product',
      component: 'attention.scores',
      batches: heads * chunks,
      rows: chunk,
      inner: headWidth,
      columns: context,
    },
    {
      kind: 'product',
      component: 'attention.scores',
      batches: heads,
      rows: chunks * chunk,
      inner: headWidth,
      columns: distances,
    },
    {
      kind: 'product',
      component: 'attention.values',
      batches: heads * chunks,
      rows: chunk,
      inner: context,
      columns: headWidth,
    },
    linear('attention.projections', width, width, false),
  ];
}

/** Conformer layers of a sound's tower: half a feed-forward, chunked attention, a light convolution, half a feed-forward. */
export function chunkedConformer(shape: ChunkedConformer): Block {
  const { layers, positions, width, kernel } = shape;
  const norm = rmsNorm(width);
  return {
    name: 'sound layers',
    count: layers,
    tower: 'audio',
    positions,
    layers: [
      ...halfStep(width),
      norm,
      ...chunkedAttention(shape),
      norm,
      residual(width, 1),
      norm,
      linear('feedForward', width, 2 * width, false),
      overTime(width, width, positions, { kernel, groups: width }),
      norm,
      elementwise('feedForward', 12 * width),
      linear('feedForward', width, width, false),
      residual(width, 1),
      ...halfStep(width),
      norm,
    ],
  };
}

/** The heads' width; says so where it does not come out even. */
export const headsOf = (config: ConfigFields, widthKey: string, headsKey: string) => ({
  width: config.size(widthKey),
  heads: config.size(headsKey),
  headWidth: config.headWidth(widthKey, headsKey),
});
