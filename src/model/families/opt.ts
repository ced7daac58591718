import { causal, layerNorm, linear, residual, table } from '../layers';
import { biases, feedForward, selfAttention } from '../sub-layers';
import { alike, decoderOnly, twoResiduals } from './decoder';
import type { Family } from './family';

/** OPT keeps two positions in front of the first token. */
const positionOffset = 2;

/** OPT: learned positions, LayerNorm, biases; the smallest projects a narrower embedding in and out. */
export const opt: Family = {
  name: 'opt',
  modelTypes: ['opt'],
  read(config) {
    const width = config.size('hidden_size');
    const heads = config.size('num_attention_heads');
    const embeddingWidth = config.optionalSize('word_embed_proj_dim') ?? width;
    const bias = config.flag('enable_bias');
    const affine = config.flag('layer_norm_elementwise_affine');
    const norm = layerNorm(width, { scale: affine });
    const projected = embeddingWidth !== width;
    const finalNorm = config.flag('do_layer_norm_before') && !config.flag('_remove_final_layer_norm');
    const headWidth = config.headWidth('hidden_size', 'num_attention_heads');
    return decoderOnly({
      config,
      width,
      embeddingWidth,
      contextKey: 'max_position_embeddings',
      afterEmbedding: [
        ...(projected ? [linear('embedding', embeddingWidth, width, false)] : []),
        table('position', config.size('max_position_embeddings') + positionOffset, width),
        residual(width, 1),
      ],
      blocks: alike(config.layers('num_hidden_layers'), [
        norm,
        ...selfAttention({
          width,
          heads,
          keyValueHeads: heads,
          headWidth,
          bias: biases(bias),
          mask: causal,
        }),
        norm,
        ...feedForward({ width, hidden: config.size('ffn_dim'), gated: false, bias }),
        twoResiduals(width),
      ]),
      beforeHead: [
        ...(finalNorm ? [norm] : []),
        ...(projected ? [linear('embedding', width, embeddingWidth, false)] : []),
      ],
    });
  },
};
