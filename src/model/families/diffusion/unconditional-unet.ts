import type { ConfigFields, LibraryDefaults } from '../../config-fields';
import type { Layer } from '../../layers';
import { layerNorm, linear, table, vector } from '../../layers';
import type { Block } from '../../spec';
import type { ModelShape } from '../family';
import { embedder } from './parts';
import type { TimeCondition } from './residual';
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

/** What diffusers' UNet2DModel says where the file does not. */
export const unconditionalUnetDefaults: LibraryDefaults = {
  values: {
    in_channels: 3,
    out_channels: 3,
    time_embedding_type: 'positional',
    down_block_types: ['DownBlock2D', 'AttnDownBlock2D', 'AttnDownBlock2D', 'AttnDownBlock2D'],
    mid_block_type: 'UNetMidBlock2D',
    up_block_types: ['AttnUpBlock2D', 'AttnUpBlock2D', 'AttnUpBlock2D', 'UpBlock2D'],
    block_out_channels: [224, 448, 672, 896],
    layers_per_block: 2,
    downsample_type: 'conv',
    upsample_type: 'conv',
    attention_head_dim: 8,
    resnet_time_scale_shift: 'default',
    add_attention: true,
  },
  aliases: {},
};

/** Where the config names no size. */
const usualSampleSize = 64;

/** The text under `key`, one of `known`. */
function oneOf(config: ConfigFields, key: string, known: readonly string[]): string {
  const value = config.text(key) ?? '';
  if (!known.includes(value))
    config.refuse(key, said`must be one of ${known.join(', ')}; others are not counted.`);
  return value;
}

/** The time step's vector, and what the class adds to it. */
function timeLayers(config: ConfigFields, first: number, timeWidth: number): Layer[] {
  const kind = oneOf(config, 'time_embedding_type', ['positional', 'fourier', 'learned']);
  const inputs = kind === 'fourier' ? 2 * first : first;
  const classKind = config.text('class_embed_type');
  if (classKind !== null && classKind !== 'timestep' && classKind !== 'identity')
    config.refuse('class_embed_type', 'is of a kind that is not counted: no figure.');
  const classes = config.optionalSize('num_class_embeds');
  return [
    ...(kind === 'fourier' ? [vector('embedding', first)] : []),
    ...(kind === 'learned'
      ? [
          table('embedding', config.size('num_train_timesteps'), first),
          linear('other', inputs, timeWidth, true),
          linear('other', timeWidth, timeWidth, true),
        ]
      : embedder(inputs, timeWidth)),
    ...(classKind === null && classes !== null ? [table('embedding', classes, timeWidth)] : []),
    ...(classKind === 'timestep' ? embedder(inputs, timeWidth) : []),
  ];
}

/** The U-Net of DDPM and its kin: residual blocks and attention at falling resolutions, steered by the time step alone. */
export function unconditionalUnetShape(config: ConfigFields): ModelShape {
  const widths = blockWidths(config);
  const count = widths.length;
  const downTypes = blockTypes(config, 'down_block_types', count, /^(Attn)?DownBlock2D$/);
  const upTypes = blockTypes(config, 'up_block_types', count, /^(Attn)?UpBlock2D$/);
  const middleType = config.text('mid_block_type');
  if (middleType !== null && middleType !== 'UNetMidBlock2D')
    config.refuse('mid_block_type', 'is of a kind that is not counted yet.');
  const named = config.size('layers_per_block');
  if (named > mostLayersOfBlock)
    config.refuse('layers_per_block', said`must be from 1 to ${mostLayersOfBlock}.`);
  const residuals = Math.min(named, mostLayersOfBlock);
  const scaling = oneOf(config, 'resnet_time_scale_shift', ['default', 'scale_shift']);
  const [downKind, upKind] = ['downsample_type', 'upsample_type'].map((key) =>
    oneOf(config, key, ['conv', 'resnet']),
  );
  const headWidth = config.optionalSize('attention_head_dim');
  const side = sampleSide(config, usualSampleSize);
  if (side % 2 ** (count - 1) !== 0)
    config.refuse('sample_size', said`(${side}) cannot be halved ${count - 1} times.`);

  const first = widths[0] ?? 1;
  const time: TimeCondition = {
    width: config.optionalSize('time_embedding_dim') ?? 4 * first,
    scales: scaling === 'scale_shift',
  };
  const attention = (width: number, isNormed = true): Layer[] => {
    if (headWidth !== null && headWidth > width)
      config.refuse('attention_head_dim', said`(${headWidth}) is wider than a block of ${width}.`);
    return placeAttention(width, headWidth ?? width, isNormed);
  };
  // Only the blocks with attention follow the kind that the config names.
  const resampling = (type: string, kind: string | undefined, width: number, places: number): Layer[] =>
    kind === 'resnet' && type.startsWith('Attn')
      ? residualBlock(width, width, places, time)
      : [convolution(width, width, 3, places)];

  const blocks: Block[] = [];
  const add = (name: string, places: number, layers: Layer[]): void => {
    blocks.push({ name, count: 1, positions: places, layers });
  };
  add('time', 1, timeLayers(config, first, time.width));
  add('input', side * side, [convolution(config.size('in_channels'), first, 3, side * side, true)]);
  const skips: number[] = [first];
  let current = side;
  let width = first;
  downTypes.forEach((type, index) => {
    const outputs = widths[index] ?? 1;
    const places = current * current;
    const layers: Layer[] = [];
    for (let layer = 0; layer < residuals; layer++) {
      layers.push(...residualBlock(width, outputs, places, time));
      if (type.startsWith('Attn')) layers.push(...attention(outputs));
      width = outputs;
      skips.push(width);
    }
    add(`down ${index + 1}`, places, layers);
    if (index === count - 1) return;
    current = Math.max(1, Math.floor(current / 2));
    add(`halving ${index + 1}`, current * current, resampling(type, downKind, width, current * current));
    skips.push(width);
  });
  if (middleType !== null) {
    const places = current * current;
    // The library norms the attention in the middle only where the time step shifts alone, or where it is told to.
    const isNormed = !time.scales || config.optionalSize('attn_norm_num_groups') !== null;
    add('middle', places, [
      ...residualBlock(width, width, places, time),
      ...(config.flag('add_attention') ? attention(width, isNormed) : []),
      ...residualBlock(width, width, places, time),
    ]);
  }
  upTypes.forEach((type, step) => {
    const outputs = widths[count - 1 - step] ?? 1;
    const places = current * current;
    const layers: Layer[] = [];
    for (let layer = 0; layer < residuals + 1; layer++) {
      layers.push(...residualBlock(width + (skips.pop() ?? 0), outputs, places, time));
      if (type.startsWith('Attn')) layers.push(...attention(outputs));
      width = outputs;
    }
    add(`up ${step + 1}`, places, layers);
    if (step === count - 1) return;
    current *= 2;
    add(`doubling ${step + 1}`, current * current, resampling(type, upKind, width, current * current));
  });
  add('output', side * side, [
    layerNorm(width),
    convolution(width, config.size('out_channels'), 3, side * side),
  ]);
  return {
    sample: 'image',
    tokensPerSample: side * side,
    contextLength: null,
    vocabularySize: null,
    generates: false,
    blocks,
    notes: [said`One denoising pass over an image of ${side} x ${side}.`],
  };
}
