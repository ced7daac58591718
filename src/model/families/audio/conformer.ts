import type { ConfigFields } from '../../config-fields';
import type { ConvolutionLayer, Layer, NormLayer } from '../../layers';
import { elementwise, fullMask, layerNorm, linear, residual, rotary, table, vector } from '../../layers';
import { biases, feedForward, selfAttention } from '../../sub-layers';
import type { Positions } from '../../spec';
import { said } from '../../../units/message';

const residualSums = 4;

/** A convolution over time (or the places of a spectrogram), of single frames and without bias where nothing else is said. */
export const overTime = (
  inputs: number,
  outputs: number,
  positions: Positions,
  extra: Partial<Omit<ConvolutionLayer, 'kind'>> = {},
): ConvolutionLayer => ({
  kind: 'convolution',
  component: 'convolution',
  inputs,
  outputs,
  kernel: 1,
  outputPositions: positions,
  bias: false,
  inputGradient: true,
  ...extra,
});

/** Heads over a sound of so many frames. */
export interface Heads {
  readonly width: number;
  readonly heads: number;
  /** As many as there are heads where absent. */
  readonly keyValueHeads?: number;
  readonly headWidth: number;
  readonly frames: number;
}

/**
 * Attention by distance as in Transformer-XL: a projection of the sinusoids of all 2n - 1 distances, with which each
 * query is multiplied too, and two learned vectors added to the queries (arXiv:1901.02860).
 * `oncePerBatch`: all samples share the projected distances.
 */
export const relativeDistances = (
  { width, heads, headWidth, frames }: Heads,
  oncePerBatch: boolean,
): Layer[] => [
  linear('attention.projections', width, heads * headWidth, false, {
    positions: 2 * frames - 1,
    inputGradient: false,
    oncePerBatch,
  }),
  vector('position', 2 * heads * headWidth),
  {
    kind: 'product',
    component: 'attention.scores',
    batches: heads,
    rows: frames,
    inner: headWidth,
    columns: 2 * frames - 1,
  },
];

/** A learned vector for each of `distances`, with which each query is multiplied. */
const learnedDistances = ({ heads, headWidth, frames }: Heads, distances: number): Layer[] => [
  table('position', distances, headWidth),
  {
    kind: 'product',
    component: 'attention.scores',
    batches: heads,
    rows: frames,
    inner: headWidth,
    columns: frames,
  },
];

/** What position_embeddings_type adds to the attention of wav2vec 2.0's conformers. */
function positionsOfAttention(config: ConfigFields, heads: Heads): Layer[] {
  switch (config.text('position_embeddings_type')) {
    case 'relative':
      return relativeDistances(heads, true);
    case 'relative_key':
      return learnedDistances(
        heads,
        config.count('left_max_position_embeddings') + config.count('right_max_position_embeddings') + 1,
      );
    case 'rotary':
      return [rotary(heads.heads, 0, heads.headWidth)];
    default:
      return [];
  }
}

export interface Conformer extends Heads {
  readonly hidden: number;
  /** What positions add to attention. */
  readonly positions: readonly Layer[];
  /** Of the linear layers of attention and of the feed-forwards. */
  readonly bias: boolean;
  readonly kernel: number;
  readonly convolutionBias: boolean;
  /** Frames that the depthwise convolution reads, with what is padded where that is counted. */
  readonly paddedFrames?: number;
  readonly norm?: NormLayer;
}

/** Conformer (arXiv:2005.08100): attention and a convolution between two halves of a feed-forward. */
export function conformerLayer(conformer: Conformer): Layer[] {
  const { width, heads, headWidth, frames, hidden, bias, kernel, convolutionBias } = conformer;
  const { norm = layerNorm(width), keyValueHeads = heads } = conformer;
  const half = [norm, ...feedForward({ width, hidden, gated: false, bias })];
  return [
    ...half,
    norm,
    ...selfAttention({ width, heads, keyValueHeads, headWidth, bias: biases(bias), mask: fullMask }),
    ...conformer.positions,
    norm,
    overTime(width, 2 * width, frames, { bias: convolutionBias }),
    elementwise('convolution', 6 * width, 3 * width),
    overTime(width, width, frames, {
      kernel,
      groups: width,
      bias: convolutionBias,
      inputPositions: conformer.paddedFrames ?? frames,
    }),
    layerNorm(width),
    elementwise('convolution', 5 * width, 2 * width),
    overTime(width, width, frames, { bias: convolutionBias }),
    ...half,
    norm,
    residual(width, residualSums),
  ];
}

/** A kernel that must be odd so that as many frames come out as go in. */
export function oddKernel(config: ConfigFields, key: string): number {
  const kernel = config.size(key);
  if (kernel % 2 === 0)
    config.refuse(key, said`(${kernel}) must be odd: as many frames must come out as go in.`);
  return kernel;
}

/** The layer of wav2vec 2.0's conformers, by its keys. */
export const wav2vec2ConformerLayer = (
  config: ConfigFields,
  heads: Heads,
  padding: 'both sides' | 'left',
): Layer[] => {
  const kernel = oddKernel(config, 'conv_depthwise_kernel_size');
  return conformerLayer({
    ...heads,
    hidden: config.size('intermediate_size'),
    positions: positionsOfAttention(config, heads),
    bias: true,
    kernel,
    convolutionBias: false,
    ...(padding === 'left' ? { paddedFrames: heads.frames + kernel - 1 } : {}),
  });
};
