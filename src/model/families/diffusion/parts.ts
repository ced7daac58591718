import type { ConfigFields } from '../../config-fields';
import type { AttentionLayer, Layer, NormLayer } from '../../layers';
import { activation, elementwise, fullMask, layerNorm, linear, perHead, rmsNorm } from '../../layers';

/** Sinusoids of the time step. */
export const timeChannels = 256;
/** Feed-forwards widen by this where the config says nothing. */
export const widening = 4;

/** Two layers that turn data (the time step's sinusoids, a pooled text) into a vector of `width`. */
export const embedder = (inputs: number, width: number, positions = 1): Layer[] => [
  linear('other', inputs, width, true, { positions, inputGradient: false }),
  linear('other', width, width, true, { positions }),
];

/** The shifts, scales and gates that a sample's condition gives: `chunks` vectors of `width`, once a sample. */
export const modulation = (inputs: number, width: number, chunks: number): Layer =>
  linear('other', inputs, chunks * width, true, { positions: 1 });

/** A norm whose shift and scale come from the condition: no parameters of its own. */
export const plainNorm = (width: number): NormLayer => layerNorm(width, { scale: false });

/** A convolution with a bias that turns each patch of `side` x `side` of the input into a vector. */
export const patches = (
  channels: number,
  width: number,
  side: number,
  count: number,
  bias = true,
): Layer => ({
  kind: 'convolution',
  component: 'convolution',
  inputs: channels,
  outputs: width,
  kernel: side * side,
  outputPositions: count,
  inputPositions: count * side * side,
  bias,
  inputGradient: false,
});

/** diffusers' names of activations, and whether a gate multiplies the hidden layer. */
const isGated: Readonly<Record<string, boolean>> = {
  gelu: false,
  'gelu-approximate': false,
  'geglu-approximate': false,
  'linear-silu': false,
  geglu: true,
  swiglu: true,
};

/** The library's feed-forward, under the activation that `activation_fn` names. */
export function namedFeedForward(config: ConfigFields, width: number, hidden = widening * width): Layer[] {
  const name = config.text('activation_fn') ?? '';
  if (!Object.hasOwn(isGated, name)) config.refuse('activation_fn', 'names no activation that is known.');
  return gatedFeedForward(width, hidden, isGated[name] === true);
}

export const gatedFeedForward = (width: number, hidden: number, gated: boolean): Layer[] => [
  linear('feedForward', width, hidden * (gated ? 2 : 1), true),
  gated ? elementwise('feedForward', 6 * hidden, 3 * hidden) : activation('feedForward', hidden),
  linear('feedForward', hidden, width, true),
];

/** Image patches and text that attend to one another as one sequence of `positions`. */
export const jointAttention = (heads: number, headWidth: number, positions: number): AttentionLayer => ({
  kind: 'attention',
  over: 'attention',
  heads,
  queryKeyWidth: headWidth,
  valueWidth: headWidth,
  keys: positions,
  mask: fullMask,
  cachedPerToken: 0,
  positions,
});

/** The norm of queries and keys that `qk_norm` names; null for none. */
export function queryKeyNorm(config: ConfigFields, headWidth: number): NormLayer | null {
  const name = config.text('qk_norm');
  switch (name) {
    case null:
      return null;
    case 'rms_norm':
      return rmsNorm(headWidth);
    case 'layer_norm':
      return layerNorm(headWidth);
    case 'fp32_layer_norm':
      return plainNorm(headWidth);
    default:
      config.refuse('qk_norm', 'names no norm that is counted.');
      return null;
  }
}

export interface Stream {
  readonly heads: number;
  readonly headWidth: number;
  readonly positions: number;
  readonly norm: NormLayer | null;
  /** Vectors that the condition gives a block of it. */
  readonly chunks: number;
  /** How many conditions a sample has; 1 where absent. */
  readonly conditions?: number;
  /** Set where the block only reads the stream: no output, no feed-forward. */
  readonly isLast?: boolean;
}

/** Queries, keys and values of one stream; their norms. */
export function streamProjections({ heads, headWidth, positions, norm }: Stream): Layer[] {
  const width = heads * headWidth;
  return [
    ...[1, 2, 3].map(() => linear('attention.projections', width, width, true, { positions })),
    ...(norm === null ? [] : [1, 2].map(() => ({ ...perHead(norm, heads), positions }))),
  ];
}

/** What a block makes of a stream after the attention: the output's projection and a feed-forward. */
export function streamTail({ heads, headWidth, positions }: Stream): Layer[] {
  const width = heads * headWidth;
  return [
    linear('attention.projections', width, width, true),
    plainNorm(width),
    ...gatedFeedForward(width, widening * width, false),
  ].map((layer) => ({ ...layer, positions }));
}

/** One of the two streams (image patches, text) of a block, with weights of its own; the attention over both is `jointAttention`. */
export function stream(shape: Stream): Layer[] {
  const { heads, headWidth, positions, chunks, conditions = 1, isLast = false } = shape;
  const width = heads * headWidth;
  return [
    { ...modulation(width, width, chunks), positions: conditions },
    { ...plainNorm(width), positions },
    ...streamProjections(shape),
    ...(isLast ? [] : streamTail(shape)),
  ];
}
