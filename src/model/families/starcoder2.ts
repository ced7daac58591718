import { layerNorm } from '../layers';
import { biases, feedForward } from '../sub-layers';
import {
  alike,
  causalWithin,
  decoderOnly,
  groupedQueryShape,
  rotaryAttention,
  twoResiduals,
} from './decoder';
import type { Family } from './family';

/** StarCoder2: LayerNorm, grouped-query attention with RoPE, a plain biased feed-forward. */
export const starcoder2: Family = {
  name: 'starcoder2',
  modelTypes: ['starcoder2'],
  read(config) {
    const shape = groupedQueryShape(config);
    const { width, layers } = shape;
    const bias = config.flag('use_bias');
    const window = config.optionalSize('sliding_window');
    return decoderOnly({
      config,
      width,
      contextKey: 'max_position_embeddings',
      blocks: alike(layers, [
        layerNorm(width),
        ...rotaryAttention(shape, biases(bias), causalWithin(window)),
        layerNorm(width),
        ...feedForward({ width, hidden: config.size('intermediate_size'), gated: false, bias }),
        twoResiduals(width),
      ]),
      beforeHead: [layerNorm(width)],
    });
  },
};
