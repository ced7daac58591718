import { causal, layerNorm, linear, table } from '../../layers';
import { biases, feedForward, selfAttention } from '../../sub-layers';
import { labelCount } from '../labels';
import { alike, architectureClass, decoderOnly, twoResiduals } from '../decoder';
import type { Family } from '../family';
import { said } from '../../../units/message';

/** An inner layer is so many times as wide where the config does not say. */
const hiddenFactor = 4;
/** The token that an image begins with is read and never predicted. */
const startToken = 1;

/** ImageGPT: GPT-2 over the colours of an image's pixels, its norms without biases. */
export const imageGpt: Family = {
  name: 'imagegpt',
  modelTypes: ['imagegpt'],
  read(config) {
    const width = config.size('n_embd');
    const heads = config.size('n_head');
    const headWidth = config.headWidth('n_embd', 'n_head');
    const norm = layerNorm(width, { bias: false });
    const name = architectureClass(config) ?? 'ForImageClassification';
    if (config.flag('add_cross_attention')) config.refuse('add_cross_attention', 'is not covered.');
    const tied = config.flag('tie_word_embeddings');
    const head = name.endsWith('ForImageClassification')
      ? [linear('head', width, labelCount(config), false, { positions: 1 })]
      : name.endsWith('ForCausalImageModeling')
        ? [
            // Tied, the library takes the whole table for the head, start token and all.
            linear('head', width, Math.max(1, config.size('vocab_size') - (tied ? 0 : startToken)), false, {
              tied,
            }),
          ]
        : [];
    return decoderOnly({
      config,
      width,
      contextKey: 'n_positions',
      afterEmbedding: [table('position', config.size('n_positions'), width)],
      blocks: alike(config.layers('n_layer'), [
        norm,
        ...selfAttention({ width, heads, keyValueHeads: heads, headWidth, bias: biases(true), mask: causal }),
        norm,
        ...feedForward({
          width,
          hidden: config.optionalSize('n_inner') ?? hiddenFactor * width,
          gated: false,
          bias: true,
        }),
        twoResiduals(width),
      ]),
      beforeHead: [norm, ...head],
      head: 'none',
      notes: [said`Tokens are the colours of pixels.`],
    });
  },
};
