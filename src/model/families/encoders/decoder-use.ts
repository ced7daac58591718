import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import { causal, layerNorm } from '../../layers';
import { attentionToOutside } from '../../sub-layers';
import type { Block } from '../../spec';
import type { EncoderShape } from '../bert';
import { said, type Message } from '../../../units/message';

/** Each position sees itself and those before it. */
export const fromLeft = (layer: Layer): Layer =>
  layer.kind === 'attention' && layer.over === 'attention' ? { ...layer, mask: causal } : layer;

/** Attention over states of an encoder that is no part of the model: nothing flows back into them here. */
export const outsideAttention = ({
  width,
  heads,
  headWidth,
}: Pick<EncoderShape, 'width' | 'heads' | 'headWidth'>): Layer[] => [
  ...attentionToOutside({ width, heads, headWidth }),
  layerNorm(width),
];

export const outsideStates = said`The states that its cross-attention reads are taken to have as many positions as the text.`;

export interface DecoderUse {
  readonly isDecoder: boolean;
  readonly body: (blocks: readonly Block[]) => readonly Block[];
  readonly notes: readonly Message[];
}

/** How `is_decoder` and `add_cross_attention` make an encoder of the library's a decoder of text. */
export function decoderUse(config: ConfigFields, shape: EncoderShape): DecoderUse {
  const isDecoder = config.flag('is_decoder');
  const crosses = config.flag('add_cross_attention');
  if (crosses && !isDecoder) config.refuse('add_cross_attention', 'is true: is_decoder must be, too.');
  const extra = (layer: Layer): Layer[] =>
    crosses && layer.kind === 'attention' ? outsideAttention(shape) : [];
  return {
    isDecoder,
    body: (blocks) =>
      isDecoder
        ? blocks.map((block) => ({
            ...block,
            layers: block.layers.flatMap((layer) => [fromLeft(layer), ...extra(layer)]),
          }))
        : blocks,
    notes: crosses ? [outsideStates] : [],
  };
}
