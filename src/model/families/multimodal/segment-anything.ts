import { said } from '../../../units/message';
import type { ConfigFields } from '../../config-fields';
import type { ConvolutionLayer, Layer } from '../../layers';
import { layerNorm, linear, residual, table } from '../../layers';
import { feedForward } from '../../sub-layers';
import type { Block } from '../../spec';
import { blocksOf, twoResiduals } from '../decoder';
import type { Family } from '../family';
import { patchProjection } from '../vision/image';
import { imageModel, scaledWidth } from '../vision/transformer';

/** Its image tower as an owner sees it. */
export interface SegmentAnythingTower {
  readonly blocks: readonly Block[];
  /** Places along each side of what it puts out. */
  readonly side: number;
  readonly channels: number;
}

/** A convolution without bias over an image of `side` x `side` places. */
export const overImage = (
  inputs: number,
  outputs: number,
  kernel: number,
  side: number,
  stride = 1,
): { readonly layer: ConvolutionLayer; readonly side: number } => {
  const outputSide = Math.ceil(side / stride);
  return {
    layer: {
      kind: 'convolution',
      component: 'convolution',
      inputs,
      outputs,
      kernel: kernel * kernel,
      outputPositions: outputSide * outputSide,
      inputPositions: side * side,
      bias: false,
      inputGradient: true,
    },
    side: outputSide,
  };
};

/** Attention within `windows` squares of `side` x `side` patches, with learned distances along each axis. */
function windowAttention(
  config: ConfigFields,
  { width, heads, windows, side }: { width: number; heads: number; windows: number; side: number },
): Layer[] {
  const headWidth = width / heads;
  const patches = side * side;
  const at = { positions: windows * patches };
  const batches = windows * heads;
  const product = (
    component: 'attention.scores' | 'attention.values',
    inner: number,
    columns: number,
  ): Layer => ({
    kind: 'product',
    component,
    batches,
    rows: patches,
    inner,
    columns,
  });
  return [
    linear('attention.projections', width, 3 * width, config.flag('qkv_bias'), at),
    product('attention.scores', headWidth, patches),
    ...(config.flag('use_rel_pos')
      ? [
          table('position', 2 * (2 * side - 1), headWidth),
          product('attention.scores', headWidth, side),
          product('attention.scores', headWidth, side),
        ]
      : []),
    product('attention.values', patches, headWidth),
    linear('attention.projections', width, width, true, at),
  ];
}

/**
 * The image tower of Segment Anything (arXiv:2304.02643): most layers attend in windows (padded where they don't come
 * out even), some to the whole image; a neck of two convolutions.
 */
export function segmentAnythingTower(config: ConfigFields): SegmentAnythingTower {
  const width = config.size('hidden_size');
  const heads = config.size('num_attention_heads');
  if (width % heads !== 0)
    config.refuse('hidden_size', said`(${width}) is not divisible by num_attention_heads (${heads}).`);
  const patch = config.size('patch_size');
  const side = Math.floor(config.size('image_size') / patch);
  if (side < 1) config.refuse('patch_size', 'is larger than the image.');
  const places = Math.max(1, side * side);
  const window = config.count('window_size');
  const across = window === 0 ? 1 : Math.ceil(side / window);
  const whole = new Set(config.integers('global_attn_indexes'));
  const channels = config.size('output_channels');
  const hidden = config.optionalSize('mlp_dim') ?? scaledWidth(config, width, 'mlp_ratio');
  const norm = layerNorm(width);
  const layers = blocksOf(
    config.layers('num_hidden_layers'),
    (index) => (window === 0 || whole.has(index) ? 'whole image' : 'windows'),
    (kind) => [
      norm,
      ...windowAttention(
        config,
        kind === 'windows'
          ? { width, heads, windows: across * across, side: window }
          : { width, heads, windows: 1, side: Math.max(1, side) },
      ),
      norm,
      ...feedForward({ width, hidden, gated: false, bias: true }),
      twoResiduals(width),
    ],
  );
  return {
    side,
    channels,
    blocks: [
      {
        name: 'patches',
        count: 1,
        positions: places,
        layers: [
          patchProjection(
            config.size('num_channels'),
            { patch: [patch, patch], patches: places },
            width,
            true,
          ),
          ...(config.flag('use_abs_pos') ? [table('position', places, width), residual(width, 1)] : []),
        ],
      },
      ...layers.map((block) => ({ ...block, positions: places })),
      {
        name: 'neck',
        count: 1,
        positions: places,
        layers: [
          overImage(width, channels, 1, Math.max(1, side)).layer,
          layerNorm(channels),
          overImage(channels, channels, 3, Math.max(1, side)).layer,
          layerNorm(channels),
        ],
      },
    ],
  };
}

/** The same tower alone, as Segment Anything's own configuration holds it. */
export const segmentAnything: Family = {
  name: 'segment anything',
  modelTypes: ['sam_vision_model', 'sam_hq_vision_model'],
  read(config) {
    const { blocks, side } = segmentAnythingTower(config);
    const places = Math.max(1, side * side);
    return imageModel(places, blocks, [said`The sequence is fixed by the image: ${places} patches.`]);
  },
};
