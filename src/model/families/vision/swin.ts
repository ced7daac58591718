import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import type { AttentionDescription } from '../../sub-layers';
import { fullMask, layerNorm, linear, residual, table, vector } from '../../layers';
import { biases, feedForward, queryKeyValueBias, selfAttention } from '../../sub-layers';
import type { Block } from '../../spec';
import { twoResiduals } from '../decoder';
import type { Family } from '../family';
import { classifier, hiddenPixels, topOf } from './head';
import { extent } from './image';
import type { Extent } from './image';
import { area, at, perStage, stageCount } from './stages';
import { imageModel, scaledWidth } from './transformer';
import { said } from '../../../units/message';

/** Hidden width of the network that Swin v2 makes its relative positions with. */
const positionNetworkWidth = 512;

export interface SwinStage {
  readonly width: number;
  readonly heads: number;
  readonly image: Extent;
  /** Rows that Swin v2 takes the image to have: halved without padding. */
  readonly rows: number;
  readonly second: boolean;
  /** The window's side where it stays so on an image that is smaller. */
  readonly fixedWindow?: number;
}

const paddedTo = (length: number, multiple: number): number => Math.ceil(length / multiple) * multiple;

/** Relative positions in a window: a table, or in Swin v2 a small network over all distances, once a batch. */
function relativePositions(side: number, window: number, heads: number, second: boolean): Layer[] {
  if (!second) return [table('position', (2 * side - 1) ** 2, heads)];
  const positions = (2 * window - 1) ** 2;
  const once = { positions, oncePerBatch: true };
  return [
    linear('position', 2, positionNetworkWidth, true, { ...once, inputGradient: false }),
    linear('position', positionNetworkWidth, heads, false, once),
  ];
}

/** Attention inside windows of the image, which is padded to whole ones, and a feed-forward. */
export function swinLayer(config: ConfigFields, stage: SwinStage): Layer[] {
  const { width, heads, image, rows, second } = stage;
  const side = config.size('window_size');
  const window =
    stage.fixedWindow ?? Math.max(1, Math.min(side, second ? rows : Math.min(image[0], image[1])));
  const padded = paddedTo(image[0], window) * paddedTo(image[1], window);
  const qkv = config.flag('qkv_bias');
  const bias: AttentionDescription['bias'] = second
    ? { ...biases(qkv), key: false, output: true }
    : queryKeyValueBias(qkv, true);
  const headWidth = Math.max(1, Math.floor(width / heads));
  return [
    layerNorm(width),
    ...selfAttention({ width, heads, keyValueHeads: heads, headWidth, bias, mask: fullMask }).map(
      (part): Layer =>
        part.kind === 'attention'
          ? { ...part, positions: padded, keys: window * window }
          : { ...part, positions: padded },
    ),
    ...relativePositions(side, window, heads, second),
    ...(second ? [vector('attention.scores', heads)] : []),
    layerNorm(width),
    ...feedForward({ width, hidden: scaledWidth(config, width, 'mlp_ratio'), gated: false, bias: true }),
    twoResiduals(width),
  ];
}

/** Swin Transformer: windowed attention in stages; between them four neighbours become one position of twice the width. */
export const swin: Family = {
  name: 'swin',
  modelTypes: ['swin', 'donut-swin', 'swinv2', 'maskformer-swin'],
  read(config, modelType) {
    const second = modelType === 'swinv2';
    const stages = stageCount(config, 'depths');
    const depths = perStage(config, 'depths', stages);
    const heads = perStage(config, 'num_heads', stages);
    const size = extent(config, 'image_size');
    const patch = extent(config, 'patch_size');
    const embedding = config.size('embed_dim');
    let image: Extent = [Math.ceil(size[0] / patch[0]), Math.ceil(size[1] / patch[1])];
    const patches = area(image);
    const blocks: Block[] = [
      {
        name: 'patches',
        count: 1,
        positions: patches,
        layers: [
          {
            kind: 'convolution',
            component: 'convolution',
            inputs: config.size('num_channels'),
            outputs: embedding,
            kernel: patch[0] * patch[1],
            outputPositions: patches,
            bias: true,
            inputGradient: false,
          },
          ...(config.flag('use_absolute_embeddings')
            ? [
                table(
                  'position',
                  Math.max(1, Math.floor(size[0] / patch[0]) * Math.floor(size[1] / patch[1])) +
                    (modelType === 'swin' ? 0 : 1),
                  embedding,
                ),
                residual(embedding, 1),
              ]
            : []),
          layerNorm(embedding),
        ],
      },
    ];
    let width = embedding;
    for (let stage = 0; stage < stages; stage++) {
      if (stage > 0) {
        image = [Math.ceil(image[0] / 2), Math.ceil(image[1] / 2)];
        blocks.push({
          name: `merging ${stage}`,
          count: 1,
          positions: area(image),
          layers: [
            linear('convolution', 4 * width, 2 * width, false),
            layerNorm(second ? 2 * width : 4 * width),
          ],
        });
        width *= 2;
      }
      const count = at(heads, stage);
      if (width % count !== 0)
        config.refuse(
          'num_heads',
          said`(${count}) does not divide the width of stage ${stage + 1} (${width}).`,
        );
      blocks.push({
        name: `stage ${stage + 1}`,
        count: at(depths, stage),
        positions: area(image),
        layers: swinLayer(config, {
          width,
          heads: count,
          image,
          rows: Math.floor(size[0] / patch[0] / 2 ** stage),
          second,
          ...(modelType === 'maskformer-swin' ? { fixedWindow: config.size('window_size') } : {}),
        }),
      });
    }
    const usual: Readonly<Record<string, string>> = { 'donut-swin': 'Model', 'maskformer-swin': 'Backbone' };
    const top = topOf(config, usual[modelType] ?? 'ForImageClassification', {
      ForImageClassification: () => [classifier(config, width)],
      ...(modelType === 'swin' || second
        ? {
            ForMaskedImageModeling: () => [
              vector('embedding', embedding),
              ...hiddenPixels(config, width, area(image)),
            ],
          }
        : {}),
      // A norm for the map of each stage.
      ...(modelType === 'maskformer-swin'
        ? { Backbone: () => depths.map((_, stage) => layerNorm(embedding * 2 ** stage)) }
        : {}),
    });
    // Donut uses the states before the last norm.
    const normed = modelType !== 'donut-swin';
    blocks.push({
      name: 'output',
      count: 1,
      positions: area(image),
      layers: [...(normed ? [layerNorm(width)] : []), ...top.layers],
    });
    return imageModel(patches, blocks, [
      said`One image of ${size[0]} x ${size[1]} pixels: ${patches} patches in the first stage.`,
      ...top.notes,
    ]);
  },
};
