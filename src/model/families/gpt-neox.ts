import { layerNorm } from '../layers';
import { biases, feedForward } from '../sub-layers';
import { alike, decoderOnly, rotaryAttention, twoResiduals } from './decoder';
import type { Family } from './family';

/** GPT-NeoX and Pythia: LayerNorm, rotary positions, biased feed-forward, an output head of its own. */
export const gptNeox: Family = {
  name: 'gpt_neox',
  modelTypes: ['gpt_neox'],
  read(config) {
    const width = config.size('hidden_size');
    const heads = config.size('num_attention_heads');
    const layers = config.layers('num_hidden_layers');
    const headWidth = config.headWidth('hidden_size', 'num_attention_heads');
    return decoderOnly({
      config,
      width,
      contextKey: 'max_position_embeddings',
      blocks: alike(layers, [
        layerNorm(width),
        layerNorm(width),
        ...rotaryAttention(
          { width, heads, keyValueHeads: heads, headWidth, layers },
          biases(config.flag('attention_bias')),
        ),
        ...feedForward({ width, hidden: config.size('intermediate_size'), gated: false, bias: true }),
        twoResiduals(width),
      ]),
      beforeHead: [layerNorm(width)],
    });
  },
};
