import type { AttentionLayer } from '../../layers';
import { causal, linear, perHead, rmsNorm, rmsNormWithoutScale, rotary, vector } from '../../layers';
import { biases } from '../../sub-layers';
import { alike, decoderOnly, gatedFeedForward, groupedQueryShape, twoResiduals } from '../decoder';
import type { Family } from '../family';
import { said } from '../../../units/message';

/** DiffLlama: the difference of two attentions, each over half of the values. */
export const diffllama: Family = {
  name: 'diffllama',
  modelTypes: ['diffllama'],
  read(config) {
    const { width, heads, keyValueHeads, headWidth, layers } = groupedQueryShape(config);
    if (heads % 2 !== 0)
      config.refuse('num_attention_heads', said`(${heads}) must be even: heads work in pairs.`);
    if (keyValueHeads % 2 !== 0)
      config.refuse('num_key_value_heads', said`(${keyValueHeads}) must be even: heads work in pairs.`);
    const bias = biases(config.flag('attention_bias'));
    const component = 'attention.projections';
    const once: AttentionLayer = {
      kind: 'attention',
      over: 'attention',
      heads,
      queryKeyWidth: headWidth,
      valueWidth: headWidth,
      keys: 'sequence',
      mask: causal,
      cachedPerToken: keyValueHeads * headWidth,
    };
    return decoderOnly({
      config,
      width,
      contextKey: 'max_position_embeddings',
      blocks: alike(layers, [
        rmsNorm(width),
        linear(component, width, heads * headWidth, bias.query),
        linear(component, width, keyValueHeads * headWidth, bias.key),
        linear(component, width, keyValueHeads * headWidth, bias.value),
        rotary(heads, keyValueHeads, headWidth),
        once,
        once,
        vector('attention.scores', 4 * headWidth),
        perHead(rmsNormWithoutScale(2 * headWidth), heads / 2),
        linear(component, heads * headWidth, width, bias.output),
        rmsNorm(width),
        ...gatedFeedForward(config),
        twoResiduals(width),
      ]),
      beforeHead: [rmsNorm(width)],
    });
  },
};
