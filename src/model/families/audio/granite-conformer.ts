import type { Layer } from '../../layers';
import { elementwise, fullMask, layerNorm, linear, residual, table } from '../../layers';
import { feedForward } from '../../sub-layers';
import { overTime } from './conformer';
import { convolved } from './waveform';

/** The sizes of Granite Speech's conformer. */
export interface GraniteConformer {
  readonly width: number;
  readonly heads: number;
  readonly headWidth: number;
  readonly hidden: number;
  /** Whether the feed-forwards have biases. */
  readonly bias: boolean;
  /** Channels of the convolution over time, and its kernel. */
  readonly inner: number;
  readonly kernel: number;
  /** Frames of a chunk, whose positions see one another. */
  readonly context: number;
  /** The largest distance that has a learned vector, before and behind. */
  readonly distance: number;
}

/** Attention inside chunks of the sound, padded to whole ones, with a learned vector for each distance. */
function chunkedAttention(sizes: GraniteConformer, frames: number): Layer[] {
  const { width, heads, headWidth, context } = sizes;
  const positions = Math.ceil(frames / context) * context;
  const inputs = linear('attention.projections', width, heads * headWidth, false, { positions });
  return [
    inputs,
    inputs,
    inputs,
    table('position', 2 * sizes.distance + 1, headWidth),
    {
      kind: 'product',
      component: 'attention.scores',
      batches: heads,
      rows: positions,
      inner: headWidth,
      columns: context,
    },
    {
      kind: 'attention',
      over: 'attention',
      heads,
      queryKeyWidth: headWidth,
      valueWidth: headWidth,
      positions,
      keys: context,
      mask: fullMask,
      cachedPerToken: 0,
    },
    linear('attention.projections', heads * headWidth, width, true),
  ];
}

/** A conformer's layer over so many frames; where it halves them, its second half sees half as many. */
export function graniteLayer(
  sizes: GraniteConformer,
  frames: number,
  halves: boolean,
): { readonly layers: Layer[]; readonly frames: number } {
  const { width, hidden, bias, inner, kernel } = sizes;
  const left = halves ? Math.max(1, Math.floor(frames / 2)) : frames;
  const convolvedFrames = halves ? convolved(frames, kernel, 2, Math.floor((kernel - 1) / 2)) : frames;
  const half = (positions: number): Layer[] =>
    [layerNorm(width), ...feedForward({ width, hidden, gated: false, bias })].map((part): Layer => ({
      ...part,
      positions,
    }));
  return {
    frames: left,
    layers: [
      ...half(frames),
      layerNorm(width),
      ...chunkedAttention(sizes, frames),
      layerNorm(width),
      linear('convolution', width, 2 * inner, true),
      elementwise('convolution', 6 * inner, 3 * inner),
      overTime(inner, inner, convolvedFrames, { kernel, groups: inner, inputPositions: frames }),
      { ...layerNorm(inner), positions: convolvedFrames },
      linear('convolution', inner, width, true, { positions: convolvedFrames }),
      ...half(left),
      { ...layerNorm(width), positions: left },
      residual(width, 4),
    ],
  };
}
