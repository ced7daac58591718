import { layerNorm } from '../layers';
import { queryKeyValueBias } from '../sub-layers';
import {
  alike,
  decoderOnly,
  gatedFeedForward,
  groupedQueryShape,
  rotaryAttention,
  twoResiduals,
} from './decoder';
import type { Family } from './family';

/** StableLM 2: LayerNorm with SwiGLU; queries and keys may be normed by a norm of each head's own. */
export const stablelm: Family = {
  name: 'stablelm',
  modelTypes: ['stablelm'],
  read(config) {
    // The class takes no head_dim.
    const shape = {
      ...groupedQueryShape(config),
      headWidth: config.headWidth('hidden_size', 'num_attention_heads'),
    };
    const { width, heads, keyValueHeads, headWidth, layers } = shape;
    const normed = config.flag('qk_layernorm');
    return decoderOnly({
      config,
      width,
      contextKey: 'max_position_embeddings',
      blocks: alike(layers, [
        layerNorm(width),
        ...rotaryAttention(shape, queryKeyValueBias(config.flag('use_qkv_bias'), false)),
        ...(normed ? [layerNorm(headWidth * (heads + keyValueHeads), { bias: false })] : []),
        ...(config.flag('use_parallel_residual') ? [] : [layerNorm(width)]),
        ...gatedFeedForward(config),
        twoResiduals(width),
      ]),
      beforeHead: [layerNorm(width)],
    });
  },
};
