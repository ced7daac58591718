import { layerNorm } from '../layers';
import { biases } from '../sub-layers';
import {
  alike,
  decoderOnly,
  gatedFeedForward,
  groupedQueryShape,
  rotaryAttention,
  twoResiduals,
} from './decoder';
import type { Family } from './family';

/** Command-R: one LayerNorm without bias a layer, parallel attention and feed-forward, tied output. */
export const cohere: Family = {
  name: 'cohere',
  modelTypes: ['cohere'],
  read(config) {
    const shape = groupedQueryShape(config);
    const { width, heads, keyValueHeads, headWidth, layers } = shape;
    const norm = layerNorm(width, { bias: false });
    return decoderOnly({
      config,
      width,
      contextKey: 'max_position_embeddings',
      blocks: alike(layers, [
        norm,
        ...rotaryAttention(shape, biases(config.flag('attention_bias'))),
        ...(config.flag('use_qk_norm')
          ? [layerNorm((heads + keyValueHeads) * headWidth, { bias: false })]
          : []),
        ...gatedFeedForward(config),
        twoResiduals(width),
      ]),
      beforeHead: [norm],
    });
  },
};
