import type { ConfigFields, LibraryDefaults } from '../../config-fields';
import { layerNorm, linear, perHead } from '../../layers';
import type { ModelShape } from '../family';
import { embedder, jointAttention, modulation, namedFeedForward, patches } from './parts';
import { said } from '../../../units/message';

/** What diffusers' CogVideoXTransformer3DModel says where the file does not: CogVideoX-2b's own sizes. */
export const cogVideoXDefaults: LibraryDefaults = {
  values: {
    num_attention_heads: 30,
    attention_head_dim: 64,
    in_channels: 16,
    out_channels: 16,
    time_embed_dim: 512,
    ofs_embed_dim: null,
    text_embed_dim: 4096,
    num_layers: 30,
    attention_bias: true,
    sample_width: 90,
    sample_height: 60,
    sample_frames: 49,
    patch_size: 2,
    patch_size_t: null,
    temporal_compression_ratio: 4,
    max_text_seq_length: 226,
    activation_fn: 'gelu-approximate',
    norm_elementwise_affine: true,
    patch_bias: true,
  },
  aliases: {},
};

/** CogVideoX: patches of a video's latents and text as one sequence, with norms that the time step shifts and scales for each. */
export function cogVideoXShape(config: ConfigFields): ModelShape {
  const heads = config.size('num_attention_heads');
  const headWidth = config.size('attention_head_dim');
  const width = heads * headWidth;
  const patch = config.size('patch_size');
  const framePatch = config.optionalSize('patch_size_t');
  const sides = (['sample_height', 'sample_width'] as const).map((key) => {
    const side = config.size(key);
    if (side < patch) config.refuse(key, said`(${side}) is smaller than a patch (${patch}).`);
    return Math.max(1, Math.floor(side / patch));
  });
  const frames =
    Math.floor((config.size('sample_frames') - 1) / config.size('temporal_compression_ratio')) + 1;
  const places = Math.ceil(frames / (framePatch ?? 1)) * sides.reduce((product, side) => product * side, 1);
  const textPositions = config.size('max_text_seq_length');
  const all = places + textPositions;
  const timeWidth = config.size('time_embed_dim');
  const offsets = config.optionalSize('ofs_embed_dim');
  if (offsets !== null && offsets !== timeWidth)
    config.refuse(
      'ofs_embed_dim',
      said`(${offsets}) is not the width of the time step's vector (${timeWidth}).`,
    );
  const channels = config.size('in_channels');
  const affine = { scale: config.flag('norm_elementwise_affine') };
  const bias = config.flag('attention_bias');
  const patchVolume = patch ** 2 * (framePatch ?? 1);
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
          framePatch === null
            ? patches(channels, width, patch, places, config.flag('patch_bias'))
            : linear('other', channels * patchVolume, width, true, { inputGradient: false }),
          linear('other', config.size('text_embed_dim'), width, true, {
            positions: textPositions,
            inputGradient: false,
          }),
          linear('other', width, timeWidth, true, { positions: 1, inputGradient: false }),
          linear('other', timeWidth, timeWidth, true, { positions: 1 }),
          ...(offsets === null ? [] : embedder(offsets, offsets)),
        ],
      },
      {
        name: 'layers',
        count: config.layers('num_layers'),
        positions: all,
        layers: [
          modulation(timeWidth, width, 6),
          layerNorm(width, affine),
          ...[1, 2, 3].map(() => linear('attention.projections', width, width, bias)),
          ...[1, 2].map(() => perHead(layerNorm(headWidth), heads)),
          jointAttention(heads, headWidth, all),
          linear('attention.projections', width, width, true),
          modulation(timeWidth, width, 6),
          layerNorm(width, affine),
          ...namedFeedForward(config, width),
        ],
      },
      {
        name: 'output',
        count: 1,
        positions: places,
        layers: [
          layerNorm(width, affine),
          modulation(timeWidth, width, 2),
          layerNorm(width, affine),
          linear('head', width, patchVolume * config.size('out_channels'), true),
        ],
      },
    ],
    notes: [
      said`One denoising pass over a video of ${frames} latent frames (${places} patches) with ${textPositions} text positions; text encoder and autoencoder are models of their own.`,
    ],
  };
}
