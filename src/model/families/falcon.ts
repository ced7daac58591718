import type { ConfigFields } from '../config-fields';
import { causal, layerNorm, rotary } from '../layers';
import { biases, feedForward, selfAttention } from '../sub-layers';
import { alike, decoderOnly, twoResiduals } from './decoder';
import type { Family } from './family';

const expansion = 4;

function keyValueHeads(config: ConfigFields, heads: number): number {
  if (config.flag('new_decoder_architecture')) return config.keyValueHeads('num_kv_heads', heads);
  return config.flag('multi_query') ? 1 : heads;
}

/** Falcon 40B norms attention and feed-forward apart; a sequential layer has two norms as well; else they share one. */
function normsPerLayer(config: ConfigFields): number {
  if (!config.flag('parallel_attn')) return 2;
  const named = config.optionalSize('num_ln_in_parallel_attn');
  return config.flag('new_decoder_architecture') && (named ?? 2) === 2 ? 2 : 1;
}

/** Falcon: multi-query or grouped keys and values, rotary or ALiBi positions, parallel attention. */
export const falcon: Family = {
  name: 'falcon',
  modelTypes: ['falcon'],
  read(config) {
    const width = config.size('hidden_size');
    const heads = config.size('num_attention_heads');
    const bias = config.flag('bias');
    const headWidth = config.headWidth('hidden_size', 'num_attention_heads');
    const shared = keyValueHeads(config, heads);
    return decoderOnly({
      config,
      width,
      contextKey: 'max_position_embeddings',
      blocks: alike(config.layers('num_hidden_layers'), [
        ...Array.from({ length: normsPerLayer(config) }, () => layerNorm(width)),
        ...selfAttention({
          width,
          heads,
          keyValueHeads: shared,
          headWidth,
          bias: biases(bias),
          mask: causal,
        }),
        ...(config.flag('alibi') ? [] : [rotary(heads, shared, headWidth)]),
        ...feedForward({
          width,
          hidden: config.optionalSize('ffn_hidden_size') ?? expansion * width,
          gated: false,
          bias,
        }),
        twoResiduals(width),
      ]),
      beforeHead: [layerNorm(width)],
    });
  },
};
