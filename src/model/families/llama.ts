import { rmsNorm } from '../layers';
import { biases } from '../sub-layers';
import {
  alike,
  causalWithin,
  decoderOnly,
  gatedFeedForward,
  groupedQueryShape,
  rotaryAttention,
  twoResiduals,
} from './decoder';
import type { Family } from './family';

/** Llama and the models that only switch its biases: RMSNorm, grouped-query attention with RoPE, SwiGLU. */
export const llama: Family = {
  name: 'llama',
  modelTypes: ['llama', 'mistral', 'granite', 'smollm3', 'exaone'],
  read(config, modelType) {
    const shape = groupedQueryShape(config);
    const mask = modelType === 'mistral' ? config.optionalSize('sliding_window') : null;
    return decoderOnly({
      config,
      width: shape.width,
      contextKey: 'max_position_embeddings',
      blocks: alike(shape.layers, [
        rmsNorm(shape.width),
        ...rotaryAttention(shape, biases(config.flag('attention_bias')), causalWithin(mask)),
        rmsNorm(shape.width),
        ...gatedFeedForward(config, config.flag('mlp_bias')),
        twoResiduals(shape.width),
      ]),
      beforeHead: [rmsNorm(shape.width)],
    });
  },
};
