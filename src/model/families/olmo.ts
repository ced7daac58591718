import type { ConfigFields } from '../config-fields';
import type { Layer } from '../layers';
import { layerNorm, rmsNorm } from '../layers';
import { biases, routedExperts } from '../sub-layers';
import {
  alike,
  decoderOnly,
  gatedFeedForward,
  groupedQueryShape,
  rotaryAttention,
  twoResiduals,
} from './decoder';
import type { Family } from './family';

function experts(config: ConfigFields, width: number): Layer[] {
  const count = config.size('num_experts');
  return routedExperts({
    width,
    hidden: config.size('intermediate_size'),
    count,
    used: config.expertsPerToken('num_experts_per_tok', count),
    gated: true,
    bias: false,
    routerBias: false,
  });
}

/** OLMo (norms without parameters), OLMo 2 (norms after each part, full-width QK-norm) and OLMoE (the same QK-norm, experts). */
export const olmo: Family = {
  name: 'olmo',
  modelTypes: ['olmo', 'olmo2', 'olmoe'],
  read(config, modelType) {
    const shape = groupedQueryShape(config);
    const { width, heads, keyValueHeads, headWidth, layers } = shape;
    const norm = modelType === 'olmo' ? layerNorm(width, { scale: false }) : rmsNorm(width);
    const queryKeyNorms =
      modelType === 'olmo' ? [] : [rmsNorm(heads * headWidth), rmsNorm(keyValueHeads * headWidth)];
    return decoderOnly({
      config,
      width,
      contextKey: 'max_position_embeddings',
      blocks: alike(layers, [
        norm,
        ...rotaryAttention(shape, biases(config.flag('attention_bias'))),
        ...queryKeyNorms,
        norm,
        ...(modelType === 'olmoe' ? experts(config, width) : gatedFeedForward(config)),
        twoResiduals(width),
      ]),
      beforeHead: [norm],
    });
  },
};
