import { said } from '../../../units/message';
import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import { layerNorm, linear, residual, table } from '../../layers';
import { feedForward } from '../../sub-layers';
import type { Block } from '../../spec';
import { decoderHead } from '../decoder';
import type { Family } from '../family';
import type { Extent } from '../vision/image';
import { area, at, convolution2d, convolve, perStage, stageCount } from '../vision/stages';
import { scaledWidth } from '../vision/transformer';
import { withTowers } from './language';
import { embeddingWidth, other, towerBlock } from './towers';

/** The side of an image that the library's processor makes. */
const imageSide = 768;

interface Stage {
  readonly image: Extent;
  readonly width: number;
  readonly heads: number;
  readonly groups: number;
}

/** Scores and values, alike in shape to attention's. */
const products = (batches: number, rows: number, inner: number): Layer[] => [
  { kind: 'product', component: 'attention.scores', batches, rows, inner, columns: rows },
  { kind: 'product', component: 'attention.values', batches, rows, inner: rows, columns: inner },
];

/** Attention among the places of each window; the image is padded to whole windows. */
function windowAttention(config: ConfigFields, { image, width, heads }: Stage): Layer[] {
  const window = config.size('window_size');
  const windows = Math.ceil(image[0] / window) * Math.ceil(image[1] / window);
  const positions = windows * window * window;
  return [
    linear('attention.projections', width, 3 * width, config.flag('qkv_bias'), { positions }),
    ...products(heads * windows, window * window, width / heads),
    linear('attention.projections', width, width, true, { positions }),
  ];
}

/** Attention among the channels of each group, over all places. */
const channelAttention = (config: ConfigFields, { image, width, groups }: Stage): Layer[] => [
  linear('attention.projections', width, 3 * width, config.flag('qkv_bias')),
  ...products(groups, width / groups, area(image)),
  linear('attention.projections', width, width, true),
];

/** Attention of a kind and a feed-forward, each behind a depthwise convolution and a norm. */
function halfLayer(config: ConfigFields, { image, width }: Stage, attention: readonly Layer[]): Layer[] {
  const depthwise = convolve(image, width, width, { groups: width });
  const hidden = scaledWidth(config, width, 'mlp_ratio');
  return [
    depthwise,
    layerNorm(width),
    ...attention,
    depthwise,
    layerNorm(width),
    ...feedForward({ width, hidden, gated: false, bias: true }),
    residual(width, 4),
  ];
}

/** DaViT (arXiv:2204.03645): stages of layers that look at windows, then at channels; then one position for the whole image. */
function eye(config: ConfigFields, textWidth: number): Block[] {
  const stages = stageCount(config, 'embed_dim');
  const lists = ['embed_dim', 'depths', 'num_heads', 'num_groups', 'patch_size', 'patch_stride'] as const;
  const [widths, depths, heads, groups, kernels, strides] = lists.map((key) =>
    perStage(config, key, stages),
  ) as [number[], number[], number[], number[], number[], number[]];
  const paddings = config.integers('patch_padding');
  const before = config.flags('patch_prenorm');
  if (paddings.length !== stages || paddings.some((padding) => padding < 0 || padding > 1000))
    config.refuse('patch_padding', said`must hold ${stages} paddings from 0 up.`);
  let image: Extent = [imageSide, imageSide];
  let inputs = config.size('in_channels');
  const blocks: Block[] = [];
  for (let index = 0; index < stages; index++) {
    const width = at(widths, index);
    for (const [key, values] of [
      ['num_heads', heads],
      ['num_groups', groups],
    ] as const)
      if (width % at(values, index) !== 0)
        config.refuse(key, said`(${at(values, index)}) does not divide ${width}.`);
    const patches = convolution2d(image, {
      inputs,
      outputs: width,
      kernel: at(kernels, index),
      stride: at(strides, index),
      padding: Math.min(1000, Math.max(0, paddings[index] ?? 0)),
      bias: true,
      inputGradient: index > 0,
    });
    const normed = { ...layerNorm(before[index] === true ? inputs : width) };
    image = patches.image;
    const stage: Stage = { image, width, heads: at(heads, index), groups: at(groups, index) };
    blocks.push(towerBlock('vision', `image stage ${index + 1}`, area(image), [patches.layer, normed]), {
      name: `image layers: stage ${index + 1}`,
      count: Math.min(1000, at(depths, index)),
      tower: 'vision',
      positions: area(image),
      layers: [
        ...halfLayer(config, stage, windowAttention(config, stage)),
        ...halfLayer(config, stage, channelAttention(config, stage)),
      ],
    });
    inputs = width;
  }
  const outputs = config.size('projection_dim');
  if (outputs !== textWidth)
    config.refuse('projection_dim', said`(${outputs}) must be the width of text_config (${textWidth}).`);
  const rows = config.size('max_position_embeddings');
  if (Math.max(...image) > rows)
    config.refuse(
      'max_position_embeddings',
      said`(${rows}) is less than the ${Math.max(...image)} places of a side.`,
    );
  const half = Math.floor(inputs / 2);
  return [
    ...blocks,
    towerBlock('vision', 'projector', area(image) + 1, [
      table('other', rows, half),
      table('other', rows, inputs - half),
      linear('other', inputs, outputs, false),
      other(layerNorm(outputs)),
    ]),
  ];
}

/** Florence-2: BART behind an image's windows and channels. */
export const florence: Family = {
  name: 'florence',
  modelTypes: ['florence2'],
  read(config, _modelType, library) {
    const headed = decoderHead(config) === 'languageModel';
    const language = {
      modelType: 'bart',
      tie: 'text',
      overrides: headed ? { architectures: ['ForConditionalGeneration'] } : {},
    } as const;
    const shape = withTowers(config, library, language, (text) => {
      const type = 'florence_vision';
      const { config: vision } = config.section('vision_config', type, { model_type: type });
      return {
        blocks: eye(vision, embeddingWidth(text)),
        notes: [said`One image of ${imageSide} x ${imageSide} pixels.`],
      };
    });
    // The language model's own flag ties its tables, the owner's the output to them.
    const tied = config.flag('tie_word_embeddings');
    const asOwned = (layer: Layer): Layer =>
      layer.kind === 'linear' && layer.component === 'head' ? { ...layer, tied } : layer;
    return {
      ...shape,
      blocks: shape.blocks.map((block) => ({ ...block, layers: block.layers.map(asOwned) })),
    };
  },
};
