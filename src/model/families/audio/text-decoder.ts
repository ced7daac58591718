import type { Layer, NormLayer } from '../../layers';
import { causal, residual, rotary } from '../../layers';
import { crossAttention, feedForward, queryKeyValueBias, selfAttention } from '../../sub-layers';
import type { Positions } from '../../spec';

/** Heads, and how many of them share keys and values. */
export interface GroupedHeads {
  readonly heads: number;
  readonly keyValueHeads: number;
  readonly headWidth: number;
}

/** A layer that looks at the text before it, then at what an encoder made of the sound. */
export interface TextDecoderLayer {
  readonly width: number;
  readonly own: GroupedHeads;
  readonly cross: GroupedHeads;
  /** The width that the kernel pads each head to. */
  readonly paddedHeadWidth?: number;
  readonly contextWidth?: number;
  readonly context: Positions;
  readonly bias: boolean;
  readonly outputBias: boolean;
  readonly hidden: number;
  readonly gated: boolean;
  readonly feedForwardBias: boolean;
  readonly norm: NormLayer;
  /** Numbers of each head that rotary positions turn. */
  readonly rotated?: number;
}

const sums = 3;

/** The layers with attention whose kernel pads each head to a width. */
export const withPaddedHeads = (layers: readonly Layer[], width: number): Layer[] =>
  layers.map((layer) =>
    layer.kind === 'attention' ? { ...layer, queryKeyWidth: width, valueWidth: width } : layer,
  );

/** Norm, self-attention, norm, attention to the encoder's states, norm, feed-forward; a sum around each. */
export function textDecoderLayer(layer: TextDecoderLayer): Layer[] {
  const { width, own, cross, context, norm, rotated } = layer;
  const bias = queryKeyValueBias(layer.bias, layer.outputBias);
  const padded = (layers: readonly Layer[]): readonly Layer[] =>
    layer.paddedHeadWidth === undefined ? layers : withPaddedHeads(layers, layer.paddedHeadWidth);
  return [
    norm,
    ...padded(selfAttention({ width, ...own, bias, mask: causal })),
    ...(rotated === undefined ? [] : [rotary(own.heads, own.keyValueHeads, rotated)]),
    norm,
    ...padded(
      crossAttention({
        width,
        ...cross,
        bias,
        contextPositions: context,
        contextWidth: layer.contextWidth ?? width,
      }),
    ),
    norm,
    ...feedForward({ width, hidden: layer.hidden, gated: layer.gated, bias: layer.feedForwardBias }),
    residual(width, sums),
  ];
}
