import { rmsNorm } from '../../layers';
import { alike, decoderOnly, gatedFeedForward, twoResiduals } from '../decoder';
import { latentAttention } from '../deepseek';
import type { Family } from '../family';

/** Latent attention with a dense feed-forward: MiniCPM 3 and Youtu. */
export const latentDecoders: Family = {
  name: 'latent',
  modelTypes: ['minicpm3', 'youtu'],
  read(config, modelType) {
    const width = config.size('hidden_size');
    const valueWidth =
      config.optionalSize('v_head_dim') ?? config.headWidth('hidden_size', 'num_attention_heads');
    return decoderOnly({
      config,
      width,
      contextKey: 'max_position_embeddings',
      blocks: alike(config.layers('num_hidden_layers'), [
        rmsNorm(width),
        ...latentAttention(config, valueWidth),
        rmsNorm(width),
        ...gatedFeedForward(config, modelType === 'minicpm3' && config.flag('mlp_bias')),
        twoResiduals(width),
      ]),
      beforeHead: [rmsNorm(width)],
    });
  },
};
