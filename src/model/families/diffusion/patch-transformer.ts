import type { ConfigFields, LibraryDefaults } from '../../config-fields';
import type { Layer } from '../../layers';
import { fullMask, layerNorm, linear, table, vector } from '../../layers';
import { crossAttention, selfAttention } from '../../sub-layers';
import type { Block } from '../../spec';
import type { ModelShape } from '../family';
import { embedder, modulation, namedFeedForward, patches, plainNorm, timeChannels } from './parts';
import { said } from '../../../units/message';

const shared = {
  num_attention_heads: 16,
  in_channels: 4,
  out_channels: null,
  norm_elementwise_affine: false,
  activation_fn: 'gelu-approximate',
  attention_bias: true,
  attention_type: 'default',
  num_embeds_ada_norm: 1000,
};

/** What diffusers' DiTTransformer2DModel says where the file does not: DiT-XL/2's own sizes. */
export const ditDefaults: LibraryDefaults = {
  values: {
    ...shared,
    attention_head_dim: 72,
    num_layers: 28,
    sample_size: 32,
    patch_size: 2,
    norm_type: 'ada_norm_zero',
  },
  aliases: {},
};

/** What diffusers' PixArtTransformer2DModel says where the file does not. */
export const pixArtDefaults: LibraryDefaults = {
  values: {
    ...shared,
    out_channels: 8,
    attention_head_dim: 72,
    num_layers: 28,
    cross_attention_dim: 1152,
    sample_size: 128,
    patch_size: 2,
    norm_type: 'ada_norm_single',
  },
  aliases: {},
};

/** What diffusers' Transformer2DModel says where the file does not: older files of DiT and PixArt name it. */
export const transformer2dDefaults: LibraryDefaults = {
  values: {
    ...shared,
    in_channels: null,
    attention_head_dim: 88,
    num_layers: 1,
    attention_bias: false,
    activation_fn: 'geglu',
    num_embeds_ada_norm: null,
    norm_type: 'layer_norm',
    norm_elementwise_affine: true,
  },
  aliases: {},
};

/** PixArt-alpha's captions, at their longest. */
const textPositions = 120;
/** Forms of the library's classes that change the layers and are not counted: with them there is no figure. */
const uncounted = ['num_vector_embeds', 'only_cross_attention', 'double_self_attention'] as const;

/** A Transformer over patches of a latent image, steered by a class (DiT) or by a text and one modulation for all blocks (PixArt). */
export function patchTransformerShape(config: ConfigFields): ModelShape {
  for (const key of uncounted) {
    const value = config.raw(key);
    if (value !== undefined && value !== null && value !== false)
      config.refuse(key, 'changes the layers in a way that is not counted: no figure.');
  }
  if (config.text('attention_type') !== 'default')
    config.refuse('attention_type', 'adds layers that are not counted: no figure.');
  const normType = config.text('norm_type');
  if (normType !== 'ada_norm_zero' && normType !== 'ada_norm_single')
    config.refuse('norm_type', 'is of a kind that is not counted with patches: no figure.');
  const isPixArt = normType === 'ada_norm_single';

  const heads = config.size('num_attention_heads');
  const headWidth = config.size('attention_head_dim');
  const width = heads * headWidth;
  const side = config.size('sample_size');
  const patch = config.size('patch_size');
  if (patch > side) config.refuse('patch_size', said`(${patch}) is larger than the image (${side}).`);
  const places = Math.max(1, Math.floor(side / patch)) ** 2;
  const affine = { scale: config.flag('norm_elementwise_affine') };
  const channels = config.size('in_channels');
  const attentionBias = config.flag('attention_bias');
  const bias = { query: attentionBias, key: attentionBias, value: attentionBias, output: true };
  const textWidth = config.optionalSize('cross_attention_dim');
  const captions = config.optionalSize('caption_channels');
  if (captions !== null && textWidth !== null && textWidth !== width)
    config.refuse(
      'cross_attention_dim',
      said`(${textWidth}) is not the width of the projected captions (${width}).`,
    );

  // Class labels are looked up by each block for itself; PixArt's condition is the same for all of them.
  const condition: Layer[] = isPixArt
    ? [vector('other', 6 * width)]
    : [
        table('embedding', config.size('num_embeds_ada_norm') + 1, width),
        ...embedder(timeChannels, width),
        modulation(width, width, 6),
      ];
  const text: Layer[] =
    textWidth === null
      ? []
      : crossAttention({
          width,
          heads,
          headWidth,
          bias,
          contextPositions: textPositions,
          contextGradient: captions !== null,
        }).map((layer) =>
          layer.kind === 'linear' && layer.positions === textPositions
            ? { ...layer, inputs: textWidth }
            : layer,
        );
  const blocks: Block[] = [
    {
      name: 'embedding',
      count: 1,
      positions: places,
      layers: [
        patches(channels, width, patch, places),
        ...(isPixArt ? singleModulation(config, width, side) : []),
        ...(captions === null ? [] : embedder(captions, width, textPositions)),
      ],
    },
    {
      name: 'layers',
      count: config.layers('num_layers'),
      positions: places,
      layers: [
        ...condition,
        isPixArt ? layerNorm(width, affine) : plainNorm(width),
        ...selfAttention({ width, heads, keyValueHeads: heads, headWidth, bias, mask: fullMask }),
        ...(textWidth === null || isPixArt ? [] : [layerNorm(width, affine)]),
        ...text,
        layerNorm(width, affine),
        ...namedFeedForward(config, width),
      ],
    },
    // DiT's output reads the first block's condition once more.
    ...(isPixArt
      ? []
      : [
          {
            name: 'output condition',
            count: 1,
            parameterSets: 0,
            positions: 1,
            layers: embedder(timeChannels, width),
          },
        ]),
    {
      name: 'output',
      count: 1,
      positions: places,
      layers: [
        isPixArt ? vector('other', 2 * width) : modulation(width, width, 2),
        plainNorm(width),
        linear('head', width, patch ** 2 * (config.optionalSize('out_channels') ?? channels), true),
      ],
    },
  ];
  return {
    sample: 'image',
    tokensPerSample: places,
    contextLength: null,
    vocabularySize: null,
    generates: false,
    blocks,
    notes: [
      textWidth === null
        ? said`One denoising pass over latents of ${side} x ${side} (${places} patches); the autoencoder is a model of its own.`
        : said`One denoising pass over latents of ${side} x ${side} (${places} patches) with ${textPositions} text positions; text encoder and autoencoder are models of their own.`,
    ],
  };
}

/** PixArt's modulation of all blocks from the time step and, in one form, from the image's size and proportions. */
function singleModulation(config: ConfigFields, width: number, side: number): Layer[] {
  const written = config.raw('use_additional_conditions');
  const isSized =
    written === undefined || written === null ? side === 128 : config.flag('use_additional_conditions');
  const third = Math.max(1, Math.floor(width / 3));
  if (isSized && width % 3 !== 0)
    config.refuse(
      'attention_head_dim',
      said`gives a width of ${width}, which the size conditions need divisible by 3.`,
    );
  return [
    ...embedder(timeChannels, width),
    ...(isSized ? [...embedder(timeChannels, third, 2), ...embedder(timeChannels, third)] : []),
    modulation(width, width, 6),
  ];
}
