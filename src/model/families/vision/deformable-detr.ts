import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import { layerNorm, linear, residual, table, vector } from '../../layers';
import { feedForward } from '../../sub-layers';
import type { Block } from '../../spec';
import { labelCount } from '../labels';
import type { Family } from '../family';
import { fullAttention } from './attention';
import { detectionBackbone } from './detection-backbone';
import type { DetectionBackbone } from './detection-backbone';
import { activationWeight, boxes, detector, perceptron, sizesOf, spatialPositions } from './detr';
import type { Sizes } from './detr';
import type { ImageMap } from './feature-maps';
import { topOf } from './head';
import { area, batchNorm, convolution2d } from './stages';
import { said } from '../../../units/message';

const mostLevels = 16;

/** Attention to a few sampled points of each level: where they lie and what they weigh is projected from the query. */
function sampledAttention(
  component: 'attention.projections' | 'crossAttention.projections',
  width: number,
  samples: number,
  places: number,
): Layer[] {
  return [
    linear(component, width, 2 * samples, true),
    linear(component, width, samples, true),
    linear(component, width, width, true, { positions: places }),
    linear(component, width, width, true),
  ];
}

/** The maps of the backbone at one width, and coarser ones made of the last. */
function levelsOf(
  backbone: DetectionBackbone,
  width: number,
  levels: number,
): { readonly maps: readonly ImageMap[]; readonly layers: readonly Layer[] } {
  const norm = batchNorm(width);
  const maps: ImageMap[] = [];
  const layers: Layer[] = [];
  const add = ({ image, width: inputs }: ImageMap, halves: boolean, inputGradient: boolean): void => {
    const shape = halves ? { kernel: 3, stride: 2, padding: 1 } : { kernel: 1 };
    const made = convolution2d(image, { inputs, outputs: width, ...shape, bias: true, inputGradient });
    layers.push(made.layer, { ...norm, positions: area(made.image) });
    maps.push({ image: made.image, width });
  };
  for (const map of backbone.maps) add(map, false, backbone.trained);
  const last = backbone.maps[backbone.maps.length - 1] ?? backbone.maps[0];
  for (let level = backbone.maps.length; level < levels; level++) {
    const isFirst = level === backbone.maps.length;
    add(isFirst ? last : (maps[level - 1] ?? last), true, !isFirst || backbone.trained);
  }
  return { maps, layers };
}

const groupsOfNorm = 32;

function levelCount(config: ConfigFields, backbone: DetectionBackbone): number {
  const levels = config.size('num_feature_levels');
  if (levels > mostLevels || levels < backbone.maps.length)
    config.refuse(
      'num_feature_levels',
      said`must be from ${backbone.maps.length}, the maps of the backbone, to ${mostLevels}.`,
    );
  if (config.size('d_model') % groupsOfNorm !== 0)
    config.refuse('d_model', said`must be a multiple of ${groupsOfNorm}, the groups of a norm.`);
  return Math.min(mostLevels, levels);
}

function layersOf(sizes: Sizes, config: ConfigFields, places: number, queries: number, levels: number) {
  const { width } = sizes;
  const forward = (hidden: number): Layer[] => [
    ...feedForward({ width, hidden, gated: false, bias: true }),
    ...activationWeight(config),
    layerNorm(width),
  ];
  const samples = (prefix: 'encoder' | 'decoder'): number =>
    sizes[prefix].heads * levels * config.size(`${prefix}_n_points`);
  const own = linear('attention.projections', width, width, true);
  const { heads, headWidth } = sizes.decoder;
  return {
    encoder: [
      ...sampledAttention('attention.projections', width, samples('encoder'), places),
      layerNorm(width),
      ...forward(sizes.encoder.hidden),
      residual(width, 2),
    ],
    decoder: [
      own,
      own,
      own,
      fullAttention({ heads, headWidth, queries, keys: queries }),
      own,
      layerNorm(width),
      ...sampledAttention('crossAttention.projections', width, samples('decoder'), places),
      layerNorm(width),
      ...forward(sizes.decoder.hidden),
      residual(width, 3),
    ],
  };
}

/**
 * What heads hold beside those that run behind the layers where none is tied to another: the decoder's own copies, and in two
 * stages one more of each for the proposals, which run with the copies.
 */
function untiedHeads(
  width: number,
  classes: number,
  layers: number,
  { twoStage, refines }: { readonly twoStage: boolean; readonly refines: boolean },
): Block {
  const box = 2 * (width + 1) * width + (width + 1) * 4;
  const label = (width + 1) * classes;
  // The copies that refine and propose are counted where they run, once in two stages.
  const boxes = (refines ? layers : 0) + (twoStage ? 1 : 0);
  const labels = twoStage ? layers + 1 : 0;
  return {
    name: 'untied heads',
    count: 1,
    positions: 1,
    layers: [vector('head', boxes * box + labels * label)],
  };
}

/** Deformable DETR: attention to sampled points of several maps, in which small objects are seen too. */
export const deformableDetr: Family = {
  name: 'detr',
  modelTypes: ['deformable_detr'],
  read(config) {
    const wanted = config.size('num_feature_levels');
    const backbone = detectionBackbone(config, { usual: wanted > 1 ? [2, 3, 4] : [4] });
    const levels = levelCount(config, backbone);
    const sizes = sizesOf(config, 'd_model');
    const { width } = sizes;
    const made = levelsOf(backbone, width, levels);
    const places = made.maps.reduce((sum, { image }) => sum + area(image), 0);
    const twoStage = config.flag('two_stage');
    const refines = config.flag('with_box_refine');
    const isTied = config.flag('tie_word_embeddings');
    if (twoStage && !refines) config.refuse('with_box_refine', 'must be true where two_stage is.');
    const queries = config.size(twoStage ? 'two_stage_num_proposals' : 'num_queries');
    if (twoStage && queries > places)
      config.refuse(
        'two_stage_num_proposals',
        said`(${queries}) are more than the ${places} places of an image.`,
      );
    const { encoder, decoder } = layersOf(sizes, config, places, queries, levels);
    const count = config.layers('decoder_layers');
    const classes = labelCount(config);
    const top = topOf(config, 'ForObjectDetection', {
      ForObjectDetection: () => [linear('head', width, classes, true), ...boxes(width, queries)],
    });
    const isDetecting = top.layers.length > 0;
    if (twoStage && !isDetecting)
      config.refuse(
        'two_stage',
        'needs the heads of the class for object detection: the library runs no other.',
      );
    const proposals: Layer[] = [linear('head', width, width, true), layerNorm(width)];
    const blocks: Block[] = [
      {
        name: 'levels',
        count: 1,
        positions: places,
        layers: [...made.layers, ...spatialPositions(config, width), vector('position', levels * width)],
      },
      { name: 'encoder', count: config.layers('encoder_layers'), positions: places, layers: encoder },
      ...(twoStage
        ? [
            { name: 'proposals', count: 1, positions: places, layers: proposals, untrained: true as const },
            {
              name: 'proposed boxes',
              count: 1,
              positions: places,
              layers: [linear('head', width, classes, true), ...boxes(width, places)],
              untrained: true as const,
            },
            {
              name: 'queries',
              count: 1,
              positions: queries,
              layers: [
                linear('position', 2 * width, 2 * width, true, { inputGradient: false }),
                layerNorm(2 * width),
              ],
            },
          ]
        : [
            {
              name: 'queries',
              count: 1,
              positions: queries,
              layers: [table('position', queries, 2 * width), linear('position', width, 2, true)],
            },
          ]),
      { name: 'decoder', count, positions: queries, layers: decoder },
      ...(refines && isDetecting
        ? [
            {
              name: 'refinement',
              count,
              parameterSets: 0,
              positions: queries,
              layers: perceptron('head', [width, width, width, 4]),
              untrained: true as const,
            },
          ]
        : []),
      ...(isTied || !isDetecting ? [] : [untiedHeads(width, classes, count, { twoStage, refines })]),
      // Behind each layer, by one set of heads; by one for each layer where they refine.
      {
        name: 'classes',
        count,
        parameterSets: twoStage || !isTied ? count : 1,
        positions: queries,
        layers: top.layers.slice(0, 1),
      },
      {
        name: 'boxes',
        count,
        parameterSets: refines || !isTied ? count : 1,
        positions: queries,
        layers: top.layers.slice(1),
      },
    ];
    return detector(backbone, blocks, queries, top.notes);
  },
};
