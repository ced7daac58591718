import type { Layer, NormLayer } from '../../layers';
import { causal, feedForward, fullMask, linear, residual } from '../../layers';
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
}

const sums = 3;

/** Norm, self-attention, norm, attention to the encoder's states, norm, feed-forward; a sum around each. */
export function textDecoderLayer(layer: TextDecoderLayer): Layer[] {
  const { width, own, cross, context, bias, outputBias, norm } = layer;
  const attention = (
    over: 'attention' | 'crossAttention',
    { heads, keyValueHeads, headWidth }: GroupedHeads,
    from: { readonly width: number; readonly positions?: Positions },
  ): Layer[] => {
    const component = `${over}.projections` as const;
    const at = from.positions === undefined ? {} : { positions: from.positions };
    const padded = layer.paddedHeadWidth ?? headWidth;
    return [
      linear(component, width, heads * headWidth, bias),
      linear(component, from.width, keyValueHeads * headWidth, bias, at),
      linear(component, from.width, keyValueHeads * headWidth, bias, at),
      {
        kind: 'attention',
        over,
        heads,
        queryKeyWidth: padded,
        valueWidth: padded,
        keys: from.positions ?? 'sequence',
        mask: over === 'attention' ? causal : fullMask,
        cachedPerToken: over === 'attention' ? 2 * keyValueHeads * headWidth : 0,
      },
      linear(component, heads * headWidth, width, outputBias),
    ];
  };
  return [
    norm,
    ...attention('attention', own, { width }),
    norm,
    ...attention('crossAttention', cross, { width: layer.contextWidth ?? width, positions: context }),
    norm,
    ...feedForward({ width, hidden: layer.hidden, gated: layer.gated, bias: layer.feedForwardBias }),
    residual(width, sums),
  ];
}
