import type { ConfigFields, LibraryDefaults } from '../../config-fields';
import type { Layer } from '../../layers';
import { layerNorm } from '../../layers';
import type { Block } from '../../spec';
import type { ModelShape } from '../family';
import {
  blockTypes,
  blockWidths,
  convolution,
  mostLayersOfBlock,
  placeAttention,
  residualBlock,
  sampleSide,
} from './residual';
import { said } from '../../../units/message';

/** What diffusers' AutoencoderKL says where the file does not. */
export const autoencoderDefaults: LibraryDefaults = {
  values: {
    in_channels: 3,
    out_channels: 3,
    down_block_types: ['DownEncoderBlock2D'],
    up_block_types: ['UpDecoderBlock2D'],
    block_out_channels: [64],
    layers_per_block: 1,
    latent_channels: 4,
    sample_size: 32,
    use_quant_conv: true,
    use_post_quant_conv: true,
    mid_block_add_attention: true,
  },
  aliases: {},
};

const usualSampleSize = 32;

/** The variational autoencoder of Stable Diffusion: an image to latents at falling resolutions and back. */
export function autoencoderShape(config: ConfigFields): ModelShape {
  const widths = blockWidths(config);
  const count = widths.length;
  const downTypes = blockTypes(config, 'down_block_types', count, /^(Attn)?DownEncoderBlock2D$/);
  const upTypes = blockTypes(config, 'up_block_types', count, /^(Attn)?UpDecoderBlock2D$/);
  const residuals = config.size('layers_per_block');
  if (residuals > mostLayersOfBlock)
    config.refuse('layers_per_block', said`must be from 1 to ${mostLayersOfBlock}.`);
  const perBlock = Math.min(residuals, mostLayersOfBlock);
  const isAttentive = config.flag('mid_block_add_attention');
  const latentChannels = config.size('latent_channels');
  const side = sampleSide(config, usualSampleSize);
  if (side < 2 ** (count - 1))
    config.refuse('sample_size', said`(${side}) is too small to be halved ${count - 1} times.`);

  const blocks: Block[] = [];
  const add = (name: string, places: number, layers: Layer[]): void => {
    blocks.push({ name, count: 1, positions: places, layers });
  };
  /** Residual blocks of one resolution, each with attention where the type says so. */
  const level = (inputs: number, outputs: number, places: number, repeats: number, type: string): Layer[] =>
    Array.from({ length: repeats }, (_, index) => [
      ...residualBlock(index === 0 ? inputs : outputs, outputs, places, null),
      ...(type.startsWith('Attn') ? placeAttention(outputs, outputs) : []),
    ]).flat();
  const middle = (width: number, places: number): Layer[] => [
    ...residualBlock(width, width, places, null),
    ...(isAttentive ? placeAttention(width, width) : []),
    ...residualBlock(width, width, places, null),
  ];

  const first = widths[0] ?? 1;
  const last = widths[count - 1] ?? 1;
  let current = side;
  let width = first;
  add('encoder input', side * side, [convolution(config.size('in_channels'), first, 3, side * side, true)]);
  downTypes.forEach((type, index) => {
    const outputs = widths[index] ?? 1;
    const places = current * current;
    const layers = level(width, outputs, places, perBlock, type);
    width = outputs;
    if (index < count - 1) {
      current = Math.max(1, Math.floor(current / 2));
      layers.push(convolution(width, width, 3, current * current));
    }
    add(`encoder ${index + 1}`, places, layers);
  });
  const latentSide = current;
  const latents = latentSide * latentSide;
  add('encoder middle', latents, middle(last, latents));
  add('latents', latents, [
    layerNorm(last),
    convolution(last, 2 * latentChannels, 3, latents),
    ...(config.flag('use_quant_conv')
      ? [convolution(2 * latentChannels, 2 * latentChannels, 1, latents)]
      : []),
    ...(config.flag('use_post_quant_conv') ? [convolution(latentChannels, latentChannels, 1, latents)] : []),
    convolution(latentChannels, last, 3, latents),
  ]);
  add('decoder middle', latents, middle(last, latents));
  width = last;
  upTypes.forEach((type, index) => {
    const outputs = widths[count - 1 - index] ?? 1;
    const places = current * current;
    const layers = level(width, outputs, places, perBlock + 1, type);
    width = outputs;
    if (index < count - 1) {
      current *= 2;
      layers.push(convolution(width, width, 3, current * current));
    }
    add(`decoder ${index + 1}`, places, layers);
  });
  add('output', current * current, [
    layerNorm(first),
    convolution(first, config.size('out_channels'), 3, current * current),
  ]);
  return {
    sample: 'image',
    tokensPerSample: latents,
    contextLength: null,
    vocabularySize: null,
    generates: false,
    blocks,
    notes: [
      said`An image of ${side} x ${side} to latents of ${latentSide} x ${latentSide} and back; losses of other models (perceptual, adversarial) are not in it.`,
      said`Tokens are places of the latent image.`,
    ],
  };
}
