import { layerNorm, perHead, rmsNorm } from '../layers';
import { biases, feedForward } from '../sub-layers';
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

/** Phi 1 to 2: one LayerNorm a layer, parallel attention and feed-forward, biases everywhere. */
export const phi: Family = {
  name: 'phi',
  modelTypes: ['phi'],
  read(config) {
    const shape = groupedQueryShape(config);
    const { width, heads, keyValueHeads, headWidth, layers } = shape;
    const hidden = config.size('intermediate_size');
    const normed = config.flag('qk_layernorm');
    return decoderOnly({
      config,
      width,
      contextKey: 'max_position_embeddings',
      blocks: alike(layers, [
        layerNorm(width),
        ...rotaryAttention(shape, biases(true)),
        ...(normed
          ? [perHead(layerNorm(headWidth), heads), perHead(layerNorm(headWidth), keyValueHeads)]
          : []),
        ...feedForward({ width, hidden, gated: false, bias: true }),
        twoResiduals(width),
      ]),
      beforeHead: [layerNorm(width)],
      headBias: true,
    });
  },
};

/** Phi-3: the Llama layer without biases, its matrices fused. */
export const phi3: Family = {
  name: 'phi',
  modelTypes: ['phi3'],
  read(config) {
    const shape = groupedQueryShape(config);
    const window = config.optionalSize('sliding_window');
    return decoderOnly({
      config,
      width: shape.width,
      contextKey: 'max_position_embeddings',
      blocks: alike(shape.layers, [
        rmsNorm(shape.width),
        ...rotaryAttention(shape, biases(false), causalWithin(window)),
        rmsNorm(shape.width),
        ...gatedFeedForward(config),
        twoResiduals(shape.width),
      ]),
      beforeHead: [rmsNorm(shape.width)],
    });
  },
};
