import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import { linear, perHead, rmsNorm, vector } from '../../layers';
import { biases, feedForward } from '../../sub-layers';
import { alike, decoderOnly, groupedQueryShape, rotaryAttention, twoResiduals } from '../decoder';
import type { Family } from '../family';
import { said } from '../../../units/message';

/** Experts of one neuron each, found by a product of two sets of keys. */
function productKeyExperts(config: ConfigFields, width: number): Layer[] {
  const count = config.size('num_experts');
  const used = config.expertsPerToken('num_experts_per_tok', count);
  const keys = Math.floor(Math.sqrt(count));
  if (used > keys * keys)
    config.refuse(
      'num_experts_per_tok',
      said`(${used}) is more than the ${keys * keys} experts the keys reach.`,
    );
  return [
    linear('router', width, 2 * keys, false),
    { kind: 'experts', component: 'experts', count, used, width, hidden: 1, gated: false, bias: false },
  ];
}

/** Doge: attention whose mask is computed from the values, learned residual weights, tiny experts. */
export const doge: Family = {
  name: 'doge',
  modelTypes: ['doge'],
  read(config) {
    const shape = groupedQueryShape(config);
    const { width, heads, keyValueHeads, headWidth, layers } = shape;
    const bias = config.flag('attention_bias');
    return decoderOnly({
      config,
      width,
      contextKey: 'max_position_embeddings',
      blocks: alike(layers, [
        rmsNorm(width),
        ...rotaryAttention(shape, biases(bias)),
        perHead(rmsNorm(headWidth), heads),
        perHead(rmsNorm(headWidth), keyValueHeads),
        vector('attention.scores', keyValueHeads),
        linear('attention.projections', keyValueHeads * headWidth, keyValueHeads, bias),
        rmsNorm(width),
        ...feedForward({
          width,
          hidden: config.size('intermediate_size'),
          gated: true,
          bias: config.flag('mlp_bias'),
        }),
        ...(config.flag('is_moe') ? productKeyExperts(config, width) : []),
        vector('residual', 2 * width),
        twoResiduals(width),
      ]),
      beforeHead: [rmsNorm(width)],
    });
  },
};
