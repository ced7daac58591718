import type { ConfigFields, LibraryDefaults } from '../../config-fields';
import type { Layer } from '../../layers';
import { elementwise, fullMask, layerNorm, linear, table } from '../../layers';
import { crossAttention, selfAttention } from '../../sub-layers';
import type { Block } from '../../spec';
import type { ModelShape } from '../family';
import { embedder, widening } from './parts';
import type { TimeCondition } from './residual';
import {
  blockTypes,
  blockWidths,
  convolution,
  mostLayersOfBlock,
  residualBlock,
  sampleSide,
} from './residual';
import { said } from '../../../units/message';

/** What diffusers' UNet2DConditionModel says where the file does not. */
export const unetDefaults: LibraryDefaults = {
  values: {
    in_channels: 4,
    out_channels: 4,
    down_block_types: ['CrossAttnDownBlock2D', 'CrossAttnDownBlock2D', 'CrossAttnDownBlock2D', 'DownBlock2D'],
    mid_block_type: 'UNetMidBlock2DCrossAttn',
    up_block_types: ['UpBlock2D', 'CrossAttnUpBlock2D', 'CrossAttnUpBlock2D', 'CrossAttnUpBlock2D'],
    block_out_channels: [320, 640, 1280, 1280],
    layers_per_block: 2,
    cross_attention_dim: 1280,
    transformer_layers_per_block: 1,
    attention_head_dim: 8,
    conv_in_kernel: 3,
    conv_out_kernel: 3,
  },
  aliases: {},
};

/** Where the config names no size, that of Stable Diffusion's latents; its text encoder writes 77 positions. */
const usualSampleSize = 64;
const textPositions = 77;

/** Features that change the layers and are not counted yet: with them there is no figure. */
const uncounted = [
  'encoder_hid_dim',
  'encoder_hid_dim_type',
  'num_attention_heads',
  'mid_block_only_cross_attention',
  'dual_cross_attention',
  'class_embeddings_concat',
  'reverse_transformer_layers_per_block',
  'cross_attention_norm',
] as const;

/** One count for all blocks, or one for each; checked. */
function perBlock(config: ConfigFields, key: string, blocks: number, most: number): number[] {
  const value = config.raw(key);
  const counts = Array.isArray(value) ? config.integers(key) : [config.size(key)];
  if (counts.length !== 1 && counts.length !== blocks)
    config.refuse(key, said`has ${counts.length} entries for ${blocks} blocks.`);
  if (counts.some((count) => count < 1 || count > most)) config.refuse(key, said`must be from 1 to ${most}.`);
  return Array.from({ length: blocks }, (_, index) => {
    const count = counts[counts.length === 1 ? 0 : index] ?? 1;
    return count >= 1 && count <= most ? count : 1;
  });
}

interface Level {
  readonly channels: number;
  readonly heads: number;
  readonly textWidth: number;
  readonly transformers: number;
  readonly attends: boolean;
}

/** The parts that all blocks share. */
class UNetLayers {
  private readonly linearProjection: boolean;

  constructor(config: ConfigFields) {
    this.linearProjection = config.flag('use_linear_projection');
  }

  /** Spatial transformer: self-attention over the places, cross-attention to the text, a gated feed-forward. */
  transformer({ channels, heads, textWidth, transformers }: Level, places: number): Layer[] {
    const headWidth = Math.max(1, Math.floor(channels / heads));
    const bias = { query: false, key: false, value: false, output: true };
    const block = [
      layerNorm(channels),
      ...selfAttention({ width: channels, heads, keyValueHeads: heads, headWidth, bias, mask: fullMask }),
      layerNorm(channels),
      ...this.textAttention({ channels, heads, headWidth, textWidth }),
      layerNorm(channels),
      linear('feedForward', channels, 2 * widening * channels, true),
      elementwise('feedForward', 6 * widening * channels),
      linear('feedForward', widening * channels, channels, true),
    ];
    const projection = (): Layer =>
      this.linearProjection
        ? linear('other', channels, channels, true)
        : convolution(channels, channels, 1, places);
    return [
      layerNorm(channels),
      projection(),
      ...Array.from({ length: transformers }, () => block).flat(),
      projection(),
    ];
  }

  private textAttention(shape: {
    channels: number;
    heads: number;
    headWidth: number;
    textWidth: number;
  }): Layer[] {
    const { channels, heads, headWidth, textWidth } = shape;
    // The text is data to the U-Net: its projections pass no gradient on.
    return crossAttention({
      width: channels,
      heads,
      headWidth,
      bias: { query: false, key: false, value: false, output: true },
      contextPositions: textPositions,
      contextGradient: false,
    }).map((layer) =>
      layer.kind === 'linear' && layer.positions === textPositions ? { ...layer, inputs: textWidth } : layer,
    );
  }
}

/** What a class, or a vector in its place, adds to the time step's. */
function classLayers(config: ConfigFields, first: number, timeWidth: number): Layer[] {
  const kind = config.text('class_embed_type');
  const vectorWidth = (): number => config.size('projection_class_embeddings_input_dim');
  switch (kind) {
    case null: {
      const classes = config.optionalSize('num_class_embeds');
      return classes === null ? [] : [table('embedding', classes, timeWidth)];
    }
    case 'identity':
      return [];
    case 'timestep':
      return embedder(first, timeWidth);
    case 'projection':
      return embedder(vectorWidth(), timeWidth);
    case 'simple_projection':
      return [linear('other', vectorWidth(), timeWidth, true, { positions: 1, inputGradient: false })];
    default:
      config.refuse('class_embed_type', 'is of a kind that is not counted: no figure.');
      return [];
  }
}

const halved = (side: number): number => Math.floor((side - 1) / 2) + 1;

/** The U-Net of Stable Diffusion 1, 2 and XL: residual blocks and spatial transformers at falling resolutions. */
export function unetShape(config: ConfigFields): ModelShape {
  for (const key of uncounted) {
    const value = config.raw(key);
    if (value !== undefined && value !== null && value !== false)
      config.refuse(key, 'changes the layers in a way that is not counted: no figure.');
  }
  const crossed = config.raw('only_cross_attention');
  if ((Array.isArray(crossed) ? crossed : [crossed]).some((value) => value === true))
    config.refuse('only_cross_attention', 'changes the layers in a way that is not counted: no figure.');
  for (const [key, usual] of [
    ['attention_type', 'default'],
    ['time_embedding_type', 'positional'],
  ] as const)
    if ((config.text(key) ?? usual) !== usual)
      config.refuse(key, 'is of a kind that is not counted: no figure.');
  const channels = blockWidths(config);
  const count = channels.length;
  const downTypes = blockTypes(config, 'down_block_types', count, /^(CrossAttn)?DownBlock2D$/);
  const upTypes = blockTypes(config, 'up_block_types', count, /^(CrossAttn)?UpBlock2D$/);
  const heads = perBlock(config, 'attention_head_dim', count, 1e4);
  const textWidths = perBlock(config, 'cross_attention_dim', count, 1e6);
  const transformers = perBlock(config, 'transformer_layers_per_block', count, mostLayersOfBlock);
  const residuals = perBlock(config, 'layers_per_block', count, mostLayersOfBlock);
  const first = channels[0] ?? 1;
  const timeWidth = config.optionalSize('time_embedding_dim') ?? 4 * first;
  const build = new UNetLayers(config);
  const time: TimeCondition = {
    width: timeWidth,
    scales: config.text('resnet_time_scale_shift') === 'scale_shift',
  };
  const level = (index: number, type: string | undefined): Level => ({
    channels: channels[index] ?? 1,
    heads: heads[index] ?? 1,
    textWidth: textWidths[index] ?? 1,
    transformers: transformers[index] ?? 1,
    attends: type?.startsWith('CrossAttn') === true,
  });
  channels.forEach((width, index) => {
    if (width % (heads[index] ?? 1) !== 0)
      config.refuse(
        'block_out_channels',
        said`(${width}) is not divisible by its ${heads[index] ?? 1} heads.`,
      );
  });
  const side = sampleSide(config, usualSampleSize);
  const blocks: Block[] = [];
  const add = (name: string, places: number, layers: Layer[]): void => {
    blocks.push({ name, count: 1, positions: places, layers });
  };

  const addition = config.text('addition_embed_type');
  if (addition !== null && addition !== 'text_time')
    config.refuse('addition_embed_type', 'is of a kind that is not counted: no figure.');
  const added =
    addition === 'text_time'
      ? [
          linear('other', config.size('projection_class_embeddings_input_dim'), timeWidth, true, {
            inputGradient: false,
          }),
          linear('other', timeWidth, timeWidth, true),
        ]
      : [];
  // A guidance scale (latent consistency models) is added to the time step's sinusoids.
  const guidance = config.optionalSize('time_cond_proj_dim');
  add('time', 1, [
    ...(guidance === null ? [] : [linear('other', guidance, first, false, { inputGradient: false })]),
    linear('other', first, timeWidth, true, { inputGradient: guidance !== null }),
    linear('other', timeWidth, timeWidth, true),
    ...classLayers(config, first, timeWidth),
    ...added,
  ]);
  add('input', side * side, [
    convolution(config.size('in_channels'), first, config.size('conv_in_kernel'), side * side, true),
  ]);

  const sides: number[] = [];
  const skips: number[] = [first];
  let current = side;
  let width = first;
  downTypes.forEach((type, index) => {
    const at = level(index, type);
    sides.push(current);
    const places = current * current;
    const layers: Layer[] = [];
    for (let layer = 0; layer < (residuals[index] ?? 1); layer++) {
      layers.push(...residualBlock(width, at.channels, places, time));
      if (at.attends) layers.push(...build.transformer(at, places));
      width = at.channels;
      skips.push(width);
    }
    if (index < count - 1) {
      current = halved(current);
      layers.push(convolution(width, width, 3, current * current));
      skips.push(width);
    }
    add(`down ${index + 1}`, places, layers);
  });

  const last = level(count - 1, 'CrossAttn');
  const middle = config.text('mid_block_type');
  if (middle !== null && middle !== 'UNetMidBlock2DCrossAttn')
    config.refuse('mid_block_type', 'is of a kind that is not counted yet.');
  if (middle !== null)
    add('middle', current * current, [
      ...residualBlock(width, width, current * current, time),
      ...build.transformer(last, current * current),
      ...residualBlock(width, width, current * current, time),
    ]);

  upTypes.forEach((type, step) => {
    const index = count - 1 - step;
    const at = level(index, type);
    current = sides[index] ?? current;
    const places = current * current;
    const layers: Layer[] = [];
    for (let layer = 0; layer < (residuals[index] ?? 1) + 1; layer++) {
      layers.push(...residualBlock(width + (skips.pop() ?? 0), at.channels, places, time));
      if (at.attends) layers.push(...build.transformer(at, places));
      width = at.channels;
    }
    if (index > 0) {
      const larger = sides[index - 1] ?? current;
      layers.push(convolution(width, width, 3, larger * larger));
    }
    add(`up ${step + 1}`, places, layers);
  });

  add('output', side * side, [
    layerNorm(width),
    convolution(width, config.size('out_channels'), config.size('conv_out_kernel'), side * side),
  ]);
  return {
    sample: 'image',
    tokensPerSample: side * side,
    contextLength: null,
    vocabularySize: null,
    generates: false,
    blocks,
    notes: [
      said`One denoising pass over latents of ${side} x ${side} with ${textPositions} text positions; the text encoder and the autoencoder are models of their own.`,
      said`Tokens are places of the latent image.`,
    ],
  };
}
