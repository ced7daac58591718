import type { ConfigFields, LibraryDefaults } from '../../config-fields';
import type { ModelShape } from '../../families/family';
import { fullMask, layerNorm, linear, residual, table, vector, type Layer } from '../../layers';
import { feedForward, selfAttention } from '../../sub-layers';
import type { Block } from '../../spec';
import { defaults } from '../format';
import { attentionBiasOf, isGated, keyValueHeadsOf } from './decoder';
import { said } from '../../../units/message';

export const visionDefaults: LibraryDefaults = defaults({
  hidden_size: 768,
  num_hidden_layers: 12,
  num_heads: 12,
  filter_size: 3072,
  nonlinearity: 'gelu',
  image_size: [224, 224],
  patch_size: [16, 16],
  num_channels: 3,
  position_embedding_type: 'learned',
  prepend_cls_token: true,
  use_embed_proj_bias: true,
  use_ffn_bias: true,
  use_ffn_bias_in_attention: true,
  use_projection_bias_in_attention: true,
  use_final_layer_norm: true,
  num_classes: 2,
  use_bias_in_output: true,
});

/** Patches along each side, whose sizes are pairs. */
function gridOf(config: ConfigFields): { readonly patches: number; readonly pixels: number } {
  const [height = 1, width = 1] = config.sizes('image_size', 2);
  const [patchHeight = 1, patchWidth = 1] = config.sizes('patch_size', 2);
  if (height % patchHeight !== 0 || width % patchWidth !== 0)
    config.refuse(
      'image_size',
      said`(${height} x ${width}) is not divisible by patch_size (${patchHeight} x ${patchWidth}).`,
    );
  const patches = Math.max(1, Math.floor(height / patchHeight) * Math.floor(width / patchWidth));
  return { patches, pixels: patchHeight * patchWidth };
}

/** The Vision Transformer without what stands on it; `positions` are its patches and its class token. */
export function visionBlocks(config: ConfigFields): { readonly blocks: Block[]; readonly positions: number } {
  const width = config.size('hidden_size');
  const headWidth = config.headWidth('hidden_size', 'num_heads');
  const { patches, pixels } = gridOf(config);
  const hasClass = config.flag('prepend_cls_token');
  const positions = patches + (hasClass ? 1 : 0);
  const scales = config.decimal('layerscale_value') === null ? [] : [vector('other', 2 * width)];
  const layers: Layer[] = [
    layerNorm(width),
    ...selfAttention({
      width,
      heads: config.size('num_heads'),
      keyValueHeads: keyValueHeadsOf(config),
      headWidth,
      bias: attentionBiasOf(config),
      mask: fullMask,
    }),
    layerNorm(width),
    ...feedForward({
      width,
      hidden: config.size('filter_size'),
      gated: isGated(config, 'nonlinearity'),
      bias: config.flag('use_ffn_bias'),
    }),
    ...scales,
    residual(width, 2),
  ];
  return {
    positions,
    blocks: [
      {
        name: 'patches',
        count: 1,
        positions,
        layers: [
          {
            kind: 'convolution',
            component: 'convolution',
            inputs: config.size('num_channels'),
            outputs: width,
            kernel: pixels,
            outputPositions: patches,
            bias: config.flag('use_embed_proj_bias'),
            inputGradient: false,
          },
          ...(hasClass ? [vector('embedding', width)] : []),
          ...(config.flag('use_masked_patches') ? [vector('embedding', width)] : []),
          ...(config.text('position_embedding_type') === 'learned'
            ? [table('position', positions, width)]
            : []),
          ...(config.flag('use_post_embed_layer_norm') ? [layerNorm(width)] : []),
          residual(width, 1),
        ],
      },
      { name: 'vision layers', count: config.layers('num_hidden_layers'), positions, layers },
      {
        name: 'vision norm',
        count: 1,
        positions,
        layers: [
          ...(config.flag('use_final_layer_norm') ? [layerNorm(width)] : []),
          ...(config.flag('use_encoder_pooler_layer')
            ? [linear('head', width, width, config.flag('use_ffn_bias'), { positions: 1 })]
            : []),
        ],
      },
    ],
  };
}

/** The Vision Transformer under a classifier: of the class token, and for DINOv2's of the patches' mean too. */
export function classifierShape(config: ConfigFields): ModelShape {
  const { blocks, positions } = visionBlocks(config);
  const width = config.size('hidden_size') * (config.flag('use_dinov2_classifier') ? 2 : 1);
  const head = linear('head', width, config.size('num_classes'), config.flag('use_bias_in_output'));
  return {
    sample: 'image',
    tokensPerSample: positions,
    contextLength: null,
    vocabularySize: null,
    generates: false,
    blocks: [...blocks, { name: 'classifier', count: 1, positions: 1, layers: [head] }],
    notes: [],
  };
}
