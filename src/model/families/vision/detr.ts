import { learnedActivation } from '../../activations';
import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import { layerNorm, linear, residual, table } from '../../layers';
import { feedForward } from '../../sub-layers';
import type { Block } from '../../spec';
import { labelCount } from '../labels';
import type { Family, ModelShape } from '../family';
import { fullAttention } from './attention';
import { detectionBackbone } from './detection-backbone';
import type { DetectionBackbone } from './detection-backbone';
import { topOf } from './head';
import { area, convolution2d } from './stages';
import { imageModel } from './transformer';
import { said, type Message } from '../../../units/message';

/** Learned rows and columns of positions. */
const learnedSide = 50;
/** Sides of a box: centre, height and width. */
const boxNumbers = 4;
const boxLayers = 3;

/** Linear layers one after another, with an activation between them. */
export const perceptron = (
  component: 'head' | 'position',
  widths: readonly number[],
  extra: { readonly positions?: number; readonly inputGradient?: false } = {},
): Layer[] =>
  widths.slice(1).flatMap((outputs, index): Layer[] => {
    const { inputGradient, ...rest } = extra;
    const first = index === 0 && inputGradient === false ? { inputGradient } : {};
    return [linear(component, widths[index] ?? 1, outputs, true, { ...rest, ...first })];
  });

/** The layers that name an object's class and its box. */
export const boxes = (width: number, positions: number): Layer[] =>
  perceptron('head', [...Array.from({ length: boxLayers }, () => width), boxNumbers], { positions });

/** The weights of a learned activation in each feed-forward. */
export const activationWeight = (config: ConfigFields): Layer[] =>
  learnedActivation(config.text('activation_function'));

export interface Sizes {
  readonly width: number;
  readonly encoder: { readonly heads: number; readonly headWidth: number; readonly hidden: number };
  readonly decoder: { readonly heads: number; readonly headWidth: number; readonly hidden: number };
}

/** Widths and heads of both stacks. */
export function sizesOf(config: ConfigFields, widthKey: 'd_model' | 'hidden_size'): Sizes {
  const stack = (prefix: 'encoder' | 'decoder'): Sizes['encoder'] => ({
    heads: config.size(`${prefix}_attention_heads`),
    headWidth: config.headWidth(widthKey, `${prefix}_attention_heads`),
    hidden: config.size(`${prefix}_ffn_dim`),
  });
  return { width: config.size(widthKey), encoder: stack('encoder'), decoder: stack('decoder') };
}

/** Rows and columns of learned positions where position_embedding_type says so; sinusoids have no parameters. */
export function spatialPositions(config: ConfigFields, width: number): Layer[] {
  const kind = config.text('position_embedding_type') ?? 'sine';
  if (kind !== 'sine' && kind !== 'learned')
    config.refuse('position_embedding_type', 'must be "sine" or "learned".');
  return kind === 'learned' ? [table('position', 2 * learnedSide, Math.floor(width / 2))] : [];
}

/** The encoder's layer over all places of the map; without position embedding in the values. */
export function encoderLayer({ width, encoder }: Sizes, places: number): Layer[] {
  const { heads, headWidth, hidden } = encoder;
  const projection = linear('attention.projections', width, width, true);
  return [
    projection,
    projection,
    projection,
    fullAttention({ heads, headWidth, queries: places, keys: places }),
    projection,
    layerNorm(width),
    ...feedForward({ width, hidden, gated: false, bias: true }),
    layerNorm(width),
    residual(width, 2),
  ];
}

/** From the last map to the width of the encoder. */
export const inputProjection = ({ maps, trained }: DetectionBackbone, width: number): Layer => {
  const { image, width: inputs } = maps[maps.length - 1] ?? maps[0];
  return convolution2d(image, { inputs, outputs: width, kernel: 1, bias: true, inputGradient: trained })
    .layer;
};

/** Places of the map that the encoder sees. */
export const placesOf = ({ maps }: DetectionBackbone): number =>
  area((maps[maps.length - 1] ?? maps[0]).image);

/** DETR's decoder layer: queries look at one another, then at the encoder's places. */
function decoderLayer({ width, decoder }: Sizes, queries: number, places: number, first: boolean): Layer[] {
  const { heads, headWidth, hidden } = decoder;
  const own = linear('attention.projections', width, width, true);
  const cross = linear('crossAttention.projections', width, width, true);
  const atPlaces = { positions: places };
  return [
    own,
    own,
    // The first layer's values are zeros before they are projected: nothing flows back into them.
    first ? { ...own, inputGradient: false } : own,
    fullAttention({ heads, headWidth, queries, keys: queries }),
    own,
    layerNorm(width),
    cross,
    { ...cross, ...atPlaces },
    { ...cross, ...atPlaces },
    fullAttention({ heads, headWidth, queries, keys: places, over: 'crossAttention' }),
    cross,
    layerNorm(width),
    ...feedForward({ width, hidden, gated: false, bias: true }),
    layerNorm(width),
    residual(width, 3),
  ];
}

/** The first layer of a stack, which differs, and the others. */
export const firstAndRest = (
  name: string,
  count: number,
  positions: number,
  layersOf: (first: boolean) => readonly Layer[],
): Block[] => [
  { name, count: 1, positions, layers: layersOf(true) },
  { name, count: count - 1, positions, layers: layersOf(false) },
];

/** What a detector is beside its blocks. */
export const detector = (
  backbone: DetectionBackbone,
  blocks: readonly Block[],
  queries: number,
  notes: readonly Message[],
): ModelShape =>
  imageModel(
    placesOf(backbone),
    [...backbone.blocks, ...blocks],
    [...backbone.notes, said`${queries} objects are looked for in each image.`, ...notes],
  );

/** DETR and the Table Transformer: a ResNet, an encoder over its last map, and a decoder of object queries. */
export const detr: Family = {
  name: 'detr',
  modelTypes: ['detr', 'table-transformer'],
  read(config, modelType) {
    const backbone = detectionBackbone(config);
    const sizes = sizesOf(config, 'd_model');
    const { width } = sizes;
    const places = placesOf(backbone);
    const queries = config.size('num_queries');
    // The Table Transformer's norms stand in front: its first layer's values are of a learned norm.
    const normsFirst = modelType === 'table-transformer';
    const top = topOf(config, 'ForObjectDetection', {
      ForObjectDetection: () => [
        linear('head', width, labelCount(config) + 1, true),
        ...boxes(width, queries),
      ],
    });
    const blocks: Block[] = [
      {
        name: 'projection',
        count: 1,
        positions: places,
        layers: [inputProjection(backbone, width), ...spatialPositions(config, width)],
      },
      {
        name: 'encoder',
        count: config.layers('encoder_layers'),
        positions: places,
        layers: [...encoderLayer(sizes, places), ...activationWeight(config)],
      },
      ...(normsFirst
        ? [{ name: 'encoder norm', count: 1, positions: places, layers: [layerNorm(width)] }]
        : []),
      { name: 'queries', count: 1, positions: queries, layers: [table('position', queries, width)] },
      ...firstAndRest('decoder', config.layers('decoder_layers'), queries, (first) => [
        ...decoderLayer(sizes, queries, places, first && !normsFirst),
        ...activationWeight(config),
      ]),
      { name: 'output', count: 1, positions: queries, layers: [layerNorm(width), ...top.layers] },
    ];
    return detector(backbone, blocks, queries, top.notes);
  },
};
