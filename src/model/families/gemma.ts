import { perHead, rmsNorm } from '../layers';
import { biases } from '../sub-layers';
import {
  blocksOf,
  decoderOnly,
  gatedFeedForward,
  groupedQueryShape,
  maskOf,
  rotaryAttention,
  slidingLayers,
  twoResiduals,
} from './decoder';
import type { Family } from './family';

/** Every how many layers Gemma 3 attends to the full context where the config does not list its layers. */
const defaultPattern = 6;

/** Gemma (two norms a layer), Gemma 2 (four, alternating windows) and Gemma 3's text model (normed queries and keys). */
export const gemma: Family = {
  name: 'gemma',
  modelTypes: ['gemma', 'gemma2', 'gemma3_text'],
  read(config, modelType) {
    const shape = groupedQueryShape(config);
    const pattern = config.optionalSize('sliding_window_pattern') ?? defaultPattern;
    const isSliding = (index: number): boolean => {
      if (modelType === 'gemma') return false;
      return modelType === 'gemma2' ? (index + 1) % 2 === 1 : (index + 1) % pattern !== 0;
    };
    const norms = modelType === 'gemma' ? 2 : 4;
    return decoderOnly({
      config,
      width: shape.width,
      contextKey: 'max_position_embeddings',
      blocks: blocksOf(shape.layers, slidingLayers(config, shape.layers, isSliding), (kind) => [
        ...Array.from({ length: norms }, () => rmsNorm(shape.width)),
        ...rotaryAttention(
          shape,
          biases(config.flag('attention_bias')),
          maskOf(kind, config.optionalSize('sliding_window')),
        ),
        ...(modelType === 'gemma3_text'
          ? [
              perHead(rmsNorm(shape.headWidth), shape.heads),
              perHead(rmsNorm(shape.headWidth), shape.keyValueHeads),
            ]
          : []),
        ...gatedFeedForward(config),
        twoResiduals(shape.width),
      ]),
      beforeHead: [rmsNorm(shape.width)],
    });
  },
};
