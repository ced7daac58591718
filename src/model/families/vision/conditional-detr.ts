import type { Layer } from '../../layers';
import { layerNorm, linear, residual, table } from '../../layers';
import { feedForward } from '../../sub-layers';
import type { Block } from '../../spec';
import { labelCount } from '../labels';
import type { Family } from '../family';
import { fullAttention } from './attention';
import { detectionBackbone } from './detection-backbone';
import {
  activationWeight,
  boxes,
  detector,
  encoderLayer,
  firstAndRest,
  inputProjection,
  perceptron,
  placesOf,
  sizesOf,
  spatialPositions,
} from './detr';
import type { Sizes } from './detr';
import { topOf } from './head';

interface DecoderLayer {
  readonly queries: number;
  readonly places: number;
  /** Whether the query's place is added to what it asks for at the encoder's places. */
  readonly placed: boolean;
  /** Whether what goes in is learned, so that a gradient flows back into it. */
  readonly learned: boolean;
  /** Whether the positions of the places are learned. */
  readonly learnedPlaces: boolean;
  /** Weights of the activation: 1 of a PReLU. */
  readonly activation: readonly Layer[];
}

/** A decoder layer that projects content and place apart; at the encoder's places their scores are of both, side by side. */
function decoderLayer({ width, decoder }: Sizes, layer: DecoderLayer): Layer[] {
  const { heads, headWidth, hidden } = decoder;
  const { queries, places, placed, learned, learnedPlaces } = layer;
  const own = linear('attention.projections', width, width, true);
  const content: Layer = learned ? own : { ...own, inputGradient: false };
  const cross = linear('crossAttention.projections', width, width, true);
  const atPlaces: Layer = { ...cross, positions: places };
  const crossed = fullAttention({ heads, headWidth, queries, keys: places, over: 'crossAttention' });
  return [
    content,
    own,
    content,
    own,
    content,
    fullAttention({ heads, headWidth, queries, keys: queries }),
    own,
    layerNorm(width),
    cross,
    ...(placed ? [cross] : []),
    atPlaces,
    learnedPlaces ? atPlaces : { ...atPlaces, inputGradient: false },
    atPlaces,
    cross,
    { ...crossed, queryKeyWidth: 2 * headWidth },
    cross,
    layerNorm(width),
    ...feedForward({ width, hidden, gated: false, bias: true }),
    ...layer.activation,
    layerNorm(width),
    residual(width, 3),
  ];
}

/** Conditional DETR: queries whose places are read from them, and told apart from what is looked for. */
export const conditionalDetr: Family = {
  name: 'detr',
  modelTypes: ['conditional_detr'],
  read(config) {
    const backbone = detectionBackbone(config);
    const sizes = sizesOf(config, 'd_model');
    const { width } = sizes;
    const places = placesOf(backbone);
    const queries = config.size('num_queries');
    const spatial = spatialPositions(config, width);
    const count = config.layers('decoder_layers');
    const shape = {
      queries,
      places,
      learnedPlaces: spatial.length > 0,
      activation: activationWeight(config),
    };
    const top = topOf(config, 'ForObjectDetection', {
      ForObjectDetection: () => [linear('head', width, labelCount(config), true), ...boxes(width, queries)],
    });
    const blocks: Block[] = [
      {
        name: 'projection',
        count: 1,
        positions: places,
        layers: [inputProjection(backbone, width), ...spatial],
      },
      {
        name: 'encoder',
        count: config.layers('encoder_layers'),
        positions: places,
        layers: [...encoderLayer(sizes, places), ...activationWeight(config)],
      },
      {
        name: 'queries',
        count: 1,
        positions: queries,
        layers: [table('position', queries, width), ...perceptron('position', [width, width, 2])],
      },
      ...firstAndRest('decoder', count, queries, (first) =>
        decoderLayer(sizes, { ...shape, placed: first, learned: !first }),
      ),
      // Before each layer but the first.
      {
        name: 'query scale',
        count: count - 1,
        parameterSets: 1,
        positions: queries,
        layers: perceptron('position', [width, width, width]),
      },
      { name: 'output', count: 1, positions: queries, layers: [layerNorm(width), ...top.layers] },
    ];
    return detector(backbone, blocks, queries, top.notes);
  },
};

/** DAB-DETR: queries are boxes, refined from layer to layer. */
export const dabDetr: Family = {
  name: 'detr',
  modelTypes: ['dab-detr'],
  read(config) {
    const backbone = detectionBackbone(config, { freezesOwn: false });
    const sizes = sizesOf(config, 'hidden_size');
    const { width } = sizes;
    const places = placesOf(backbone);
    const anchors = config.size('num_queries');
    const patterns = config.count('num_patterns');
    const queries = anchors * Math.max(1, patterns);
    const numbers = config.size('query_dim');
    if (numbers !== 4) config.refuse('query_dim', 'must be 4: a box.');
    const count = config.layers('decoder_layers');
    const shape = { queries, places, learnedPlaces: false, activation: activationWeight(config) };
    const isKept = config.flag('keep_query_pos');
    const refinement = perceptron('head', [width, width, width, numbers]);
    // Boxes are refined behind each layer by the head's own weights, where there is a head.
    const refined: Block[] = [
      { name: 'refinement', count: count - 1, parameterSets: 0, positions: queries, layers: refinement },
      {
        name: 'refinement',
        count: 1,
        parameterSets: 0,
        positions: queries,
        layers: refinement,
        untrained: true,
      },
      { name: 'boxes', count, parameterSets: 1, positions: queries, layers: boxes(width, queries) },
    ];
    const top = topOf(config, 'ForObjectDetection', {
      ForObjectDetection: () => [linear('head', width, labelCount(config), true)],
    });
    const isDetecting = top.layers.length > 0;
    const placesOfQueries = perceptron('position', [(numbers / 2) * width, width, width]);
    const detached = perceptron('position', [(numbers / 2) * width, width, width], { inputGradient: false });
    const sizesOfQueries = perceptron('position', [width, width, 2]);
    const scale = perceptron('position', [width, width, width]);
    const encoderLayers = config.layers('encoder_layers');
    const blocks: Block[] = [
      { name: 'projection', count: 1, positions: places, layers: [inputProjection(backbone, width)] },
      {
        name: 'encoder',
        count: encoderLayers,
        positions: places,
        layers: [...encoderLayer(sizes, places), ...activationWeight(config)],
      },
      { name: 'place scale', count: encoderLayers, parameterSets: 1, positions: places, layers: scale },
      ...(config.flag('normalize_before')
        ? [{ name: 'encoder norm', count: 1, positions: places, layers: [layerNorm(width)] }]
        : []),
      {
        name: 'queries',
        count: 1,
        positions: queries,
        layers: [
          table('position', anchors, numbers),
          ...(patterns > 0 ? [table('embedding', patterns, width)] : []),
          ...placesOfQueries,
          ...(patterns > 0
            ? sizesOfQueries
            : perceptron('position', [width, width, 2], { inputGradient: false })),
        ],
      },
      ...firstAndRest('decoder', count, queries, (first) =>
        decoderLayer(sizes, { ...shape, placed: first || isKept, learned: !first || patterns > 0 }),
      ),
      // Before each layer but the first; a refined box is taken as given.
      {
        name: 'query places',
        count: count - 1,
        parameterSets: 0,
        positions: queries,
        layers: [...(isDetecting ? detached : placesOfQueries), ...sizesOfQueries],
      },
      { name: 'query scale', count: count - 1, parameterSets: 1, positions: queries, layers: scale },
      ...(isDetecting ? refined : []),
      { name: 'output', count: 1, positions: queries, layers: [layerNorm(width), ...top.layers] },
    ];
    return detector(backbone, blocks, queries, top.notes);
  },
};
