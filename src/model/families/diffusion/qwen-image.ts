import type { ConfigFields, LibraryDefaults } from '../../config-fields';
import { linear, rmsNorm, table } from '../../layers';
import type { ModelShape } from '../family';
import type { Stream } from './parts';
import { embedder, jointAttention, modulation, plainNorm, stream, streamTail, timeChannels } from './parts';
import { said } from '../../../units/message';

/** What diffusers' QwenImageTransformer2DModel says where the file does not: Qwen-Image's own sizes. */
export const qwenImageDefaults: LibraryDefaults = {
  values: {
    patch_size: 2,
    in_channels: 64,
    out_channels: 16,
    num_layers: 60,
    attention_head_dim: 128,
    num_attention_heads: 24,
    joint_attention_dim: 3584,
    zero_cond_t: false,
    use_additional_t_cond: false,
  },
  aliases: {},
};

/** An image of 1024 x 1024: latents of 128 x 128 in patches of 2 x 2. The pipeline's text, at its usual longest. */
const imagePositions = 4096;
const textPositions = 512;
/** Kinds of image that an additional condition tells apart. */
const additionalConditions = 2;

/** Qwen-Image: image and text in streams of their own that attend together, modulated by the time step. */
export function qwenImageShape(config: ConfigFields): ModelShape {
  const heads = config.size('num_attention_heads');
  const headWidth = config.size('attention_head_dim');
  const width = heads * headWidth;
  const channels = config.size('in_channels');
  const textWidth = config.size('joint_attention_dim');
  // Editing: the condition is computed for the given time step and for none, for the images that are given.
  const conditions = config.flag('zero_cond_t') ? 2 : 1;
  const norm = rmsNorm(headWidth);
  const image: Stream = { heads, headWidth, positions: imagePositions, norm, chunks: 6, conditions };
  const text: Stream = { heads, headWidth, positions: textPositions, norm, chunks: 6 };
  const attention = jointAttention(heads, headWidth, imagePositions + textPositions);
  const count = config.layers('num_layers');
  return {
    sample: 'image',
    tokensPerSample: imagePositions,
    contextLength: null,
    vocabularySize: null,
    generates: false,
    blocks: [
      {
        name: 'embedding',
        count: 1,
        positions: imagePositions,
        layers: [
          linear('other', channels, width, true, { inputGradient: false }),
          { ...rmsNorm(textWidth), positions: textPositions },
          linear('other', textWidth, width, true, { positions: textPositions }),
          ...embedder(timeChannels, width, conditions),
          ...(config.flag('use_additional_t_cond') ? [table('embedding', additionalConditions, width)] : []),
        ],
      },
      ...(count === 1
        ? []
        : [
            {
              name: 'layers',
              count: count - 1,
              positions: imagePositions,
              layers: [...stream(image), ...stream(text), attention],
            },
          ]),
      {
        name: 'last layer',
        count: 1,
        positions: imagePositions,
        layers: [...stream(image), ...stream({ ...text, isLast: true }), attention],
      },
      // Nothing reads the last layer's text: it is computed, and has no gradient.
      { name: 'last text', count: 1, untrained: true, positions: textPositions, layers: streamTail(text) },
      {
        name: 'output',
        count: 1,
        positions: imagePositions,
        layers: [
          modulation(width, width, 2),
          plainNorm(width),
          linear(
            'head',
            width,
            config.size('patch_size') ** 2 * (config.optionalSize('out_channels') ?? channels),
            true,
          ),
        ],
      },
    ],
    notes: [
      said`One denoising pass over an image of 1024 x 1024 (${imagePositions} patches) with ${textPositions} text positions; text encoder and autoencoder are models of their own.`,
    ],
  };
}
