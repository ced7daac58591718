import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import type { AttentionDescription } from '../../sub-layers';
import { layerNorm, residual, rotary, table, vector } from '../../layers';
import { queryKeyValueBias } from '../../sub-layers';
import type { Family } from '../family';
import { classifier, topOf } from './head';
import { patchGrid } from './image';
import { headsOf, scaledWidth, transformerLayer, visionTransformer } from './transformer';

/** SwiGLU's hidden layer keeps the parameters of a plain one: two thirds of its width, padded to a multiple of this. */
const gatedWidthMultiple = 8;

/** The feed-forward's hidden width from mlp_ratio, gated where use_swiglu_ffn says so. */
export function ratioFeedForward(config: ConfigFields, width: number): { hidden: number; gated: boolean } {
  const hidden = scaledWidth(config, width, 'mlp_ratio');
  const gated = config.flag('use_swiglu_ffn');
  if (!gated) return { hidden, gated };
  return {
    hidden: Math.ceil(Math.floor((hidden * 2) / 3) / gatedWidthMultiple) * gatedWidthMultiple,
    gated,
  };
}

/** DINOv2's layer scale, learned registers and mask token; the classifier sees the class token and the patches' mean. */
export const dinov2: Family = {
  name: 'dinov2',
  modelTypes: ['dinov2', 'dinov2_with_registers', 'tipsv2_vision_model'],
  read(config, modelType) {
    const { width, heads, headWidth } = headsOf(config);
    const grid = patchGrid(config);
    const registers = modelType === 'dinov2' ? 0 : config.count('num_register_tokens');
    const maskToken = modelType !== 'dinov2' || config.flag('use_mask_token');
    return visionTransformer({
      config,
      grid,
      width,
      furtherTokens: 1 + registers,
      embedding: [
        vector('embedding', width * (1 + registers + (maskToken ? 1 : 0))),
        table('position', grid.patches + 1, width),
        residual(width, 1),
      ],
      layer: transformerLayer({
        width,
        heads,
        headWidth,
        bias: queryKeyValueBias(config.flag('qkv_bias'), true),
        ...ratioFeedForward(config, width),
        layerScale: true,
      }),
      output: [layerNorm(width)],
      top: topOf(config, modelType === 'tipsv2_vision_model' ? 'Model' : 'ForImageClassification', {
        ForImageClassification: () => [classifier(config, 2 * width)],
      }),
    });
  },
};

/** DINOv3: rotary positions of the patches and a switch for each bias. */
export const dinov3: Family = {
  name: 'dinov3',
  modelTypes: ['dinov3_vit'],
  read(config) {
    const { width, heads, headWidth } = headsOf(config);
    const grid = patchGrid(config);
    const registers = config.count('num_register_tokens');
    const bias: AttentionDescription['bias'] = {
      query: config.flag('query_bias'),
      key: config.flag('key_bias'),
      value: config.flag('value_bias'),
      output: config.flag('proj_bias'),
    };
    const layer: Layer[] = transformerLayer({
      width,
      heads,
      headWidth,
      bias,
      hidden: config.size('intermediate_size'),
      gated: config.flag('use_gated_mlp'),
      feedForwardBias: config.flag('mlp_bias'),
      layerScale: true,
    });
    return visionTransformer({
      config,
      grid,
      width,
      furtherTokens: 1 + registers,
      // Class token, mask token and registers.
      embedding: [vector('embedding', width * (2 + registers))],
      layer: [...layer, rotary(heads, heads, headWidth)],
      output: [layerNorm(width)],
      top: topOf(config, 'Model', {}),
    });
  },
};
