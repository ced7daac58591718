import type { ConfigFields, LibraryDefaults } from '../../config-fields';
import type { Layer } from '../../layers';
import { linear } from '../../layers';
import type { Block } from '../../spec';
import type { ModelShape } from '../family';
import type { Stream } from './parts';
import {
  embedder,
  jointAttention,
  modulation,
  patches,
  plainNorm,
  queryKeyNorm,
  stream,
  streamProjections,
  timeChannels,
} from './parts';
import { said } from '../../../units/message';

/** What diffusers' SD3Transformer2DModel says where the file does not. */
export const stableDiffusion3Defaults: LibraryDefaults = {
  values: {
    sample_size: 128,
    patch_size: 2,
    in_channels: 16,
    num_layers: 18,
    attention_head_dim: 64,
    num_attention_heads: 18,
    joint_attention_dim: 4096,
    caption_projection_dim: 1152,
    pooled_projection_dim: 2048,
    out_channels: 16,
    pos_embed_max_size: 96,
    dual_attention_layers: [],
    qk_norm: null,
  },
  aliases: {},
};

/** 77 of the CLIP encoders and 256 of T5. */
const textPositions = 333;

/** Stable Diffusion 3 and 3.5: image and text in streams of their own that attend together; 3.5's first blocks attend to the image once more. */
export function stableDiffusion3Shape(config: ConfigFields): ModelShape {
  const heads = config.size('num_attention_heads');
  const headWidth = config.size('attention_head_dim');
  const width = heads * headWidth;
  const captions = config.size('caption_projection_dim');
  if (captions !== width)
    config.refuse('caption_projection_dim', said`(${captions}) is not the width of the blocks (${width}).`);
  const side = config.size('sample_size');
  const patch = config.size('patch_size');
  if (patch > side) config.refuse('patch_size', said`(${patch}) is larger than the image (${side}).`);
  const sidePatches = Math.max(1, Math.floor(side / patch));
  const most = config.size('pos_embed_max_size');
  if (sidePatches > most)
    config.refuse('pos_embed_max_size', said`(${most}) is less than the ${sidePatches} patches of a side.`);
  const places = sidePatches ** 2;
  const all = places + textPositions;
  const channels = config.size('in_channels');
  const count = config.layers('num_layers');
  const dual = new Set(
    config.integers('dual_attention_layers').filter((index) => index >= 0 && index < count),
  );
  const dualBeforeLast = [...dual].filter((index) => index < count - 1).length;

  const norm = queryKeyNorm(config, headWidth);
  const image: Stream = { heads, headWidth, positions: places, norm, chunks: 6 };
  const text: Stream = { heads, headWidth, positions: textPositions, norm, chunks: 6 };
  const attention = jointAttention(heads, headWidth, all);
  const imageAlone: Layer[] = [
    ...streamProjections(image),
    jointAttention(heads, headWidth, places),
    linear('attention.projections', width, width, true),
  ];
  const block = (name: string, repeats: number, isDual: boolean, isLast: boolean): Block[] =>
    repeats === 0
      ? []
      : [
          {
            name,
            count: repeats,
            positions: places,
            layers: [
              ...stream(isDual ? { ...image, chunks: 9 } : image),
              ...stream(isLast ? { ...text, chunks: 2, isLast } : text),
              attention,
              ...(isDual ? imageAlone : []),
            ],
          },
        ];
  return {
    sample: 'image',
    tokensPerSample: places,
    contextLength: null,
    vocabularySize: null,
    generates: false,
    blocks: [
      {
        name: 'embedding',
        count: 1,
        positions: places,
        layers: [
          patches(channels, width, patch, places),
          ...embedder(timeChannels, width),
          ...embedder(config.size('pooled_projection_dim'), width),
          linear('other', config.size('joint_attention_dim'), width, true, {
            positions: textPositions,
            inputGradient: false,
          }),
        ],
      },
      ...block('dual layers', dualBeforeLast, true, false),
      ...block('layers', count - 1 - dualBeforeLast, false, false),
      ...block('last layer', 1, dual.has(count - 1), true),
      {
        name: 'output',
        count: 1,
        positions: places,
        layers: [
          modulation(width, width, 2),
          plainNorm(width),
          linear('head', width, patch ** 2 * (config.optionalSize('out_channels') ?? channels), true),
        ],
      },
    ],
    notes: [
      said`One denoising pass over latents of ${side} x ${side} (${places} patches) with ${textPositions} text positions; text encoders and autoencoder are models of their own.`,
    ],
  };
}
