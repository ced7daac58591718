import { fullMask, rmsNorm, table } from '../../layers';
import { biases, feedForward, languageModelHead, selfAttention } from '../../sub-layers';
import { alike, decoderHead, decoderOnly, twoResiduals } from '../decoder';
import type { Family } from '../family';

/** CPM-Ant: a learned prompt in front of every text, segment embeddings, learned relative positions, an untied head. */
export const cpmAnt: Family = {
  name: 'cpmant',
  modelTypes: ['cpmant'],
  read(config) {
    const width = config.size('hidden_size');
    const heads = config.size('num_attention_heads');
    const prompt = config.size('prompt_length');
    const segments = config.size('segment_types');
    const vocabulary = config.size('vocab_size');
    const layers = alike(config.layers('num_hidden_layers'), [
      rmsNorm(width),
      ...selfAttention({
        width,
        heads,
        keyValueHeads: heads,
        headWidth: config.size('dim_head'),
        bias: biases(false),
        mask: fullMask,
      }),
      rmsNorm(width),
      ...feedForward({ width, hidden: config.size('dim_ff'), gated: true, bias: false }),
      twoResiduals(width),
    ]);
    const withHead = decoderHead(config) === 'languageModel';
    return decoderOnly({
      config,
      width,
      contextKey: null,
      afterEmbedding: [
        table('embedding', config.size('prompt_types') * prompt, width),
        table('embedding', segments, width),
        table('position', segments * segments + config.size('position_bias_num_buckets'), heads),
      ],
      blocks: layers.map((block) => ({ ...block, positions: { plus: prompt } })),
      beforeHead: [
        rmsNorm(width),
        ...(withHead ? languageModelHead(width, vocabulary, { tied: false }) : []),
      ],
      head: 'none',
    });
  },
};
