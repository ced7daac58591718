import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import { activation, languageModelHead, layerNorm, linear, residual, rotary, table } from '../../layers';
import type { EncoderShape } from '../bert';
import { encoderLayer, encoderShapeOf } from '../bert';
import type { Family } from '../family';
import type { Heads } from './text-encoder';
import {
  bertEmbedding,
  bertHeads,
  block,
  textEncoder,
  tokenAndTypeTables,
  withoutPooler,
} from './text-encoder';

/** What sets a relative of BERT apart; what is absent is as in BERT. */
interface Relative {
  readonly embedding?: (config: ConfigFields, shape: EncoderShape) => readonly Layer[];
  /** What an encoder layer has besides. */
  readonly layer?: (config: ConfigFields, shape: EncoderShape) => readonly Layer[];
  /** What follows the last layer. */
  readonly end?: (config: ConfigFields, shape: EncoderShape) => readonly Layer[];
  readonly heads?: (config: ConfigFields, shape: EncoderShape) => Heads;
}

const finalNorm = (_: ConfigFields, { width }: EncoderShape): readonly Layer[] => [layerNorm(width)];

/** Layers that norm their input; sums and parameters are those of BERT's, plus a norm at the end. */
const withoutEmbeddingNorm = (config: ConfigFields, { width }: EncoderShape): readonly Layer[] => [
  ...tokenAndTypeTables(config, width),
  table('position', config.size('max_position_embeddings'), width),
  residual(width, 2),
];

/** Tables for the left, upper, width and height of a token's box. */
const boxTables = 4;

/** RoCBERT adds tables of how a character sounds and looks, projected together with its token. */
function rocBertEmbedding(config: ConfigFields, { width }: EncoderShape): readonly Layer[] {
  const pronunciation = config.size('pronunciation_embed_dim');
  const look = config.size('shape_embed_dim');
  const inputs =
    width +
    (config.flag('enable_pronunciation') ? pronunciation : 0) +
    (config.flag('enable_shape') ? look : 0);
  return [
    ...bertEmbedding(config, width),
    table('embedding', config.size('pronunciation_vocab_size'), pronunciation),
    table('embedding', config.size('shape_vocab_size'), look),
    ...(config.flag('concat_input') ? [linear('embedding', inputs, width, true)] : []),
  ];
}

/** RemBERT's embedding and output have widths of their own. */
function remBertEmbedding(config: ConfigFields, { width }: EncoderShape): readonly Layer[] {
  const inputWidth = config.size('input_embedding_size');
  return [...bertEmbedding(config, inputWidth), linear('embedding', inputWidth, width, true)];
}

const remBertHeads = (config: ConfigFields, { width }: EncoderShape): Heads => ({
  ...bertHeads(config, width),
  ForMaskedLM: () => {
    const outputWidth = config.size('output_embedding_size');
    return [
      linear('head', width, outputWidth, true),
      activation('head', outputWidth),
      layerNorm(outputWidth),
      ...languageModelHead(outputWidth, config.size('vocab_size'), { tied: false, bias: true }),
    ];
  },
});

/** RoFormer rotates queries and keys by a table of sines that counts among the parameters. */
function roFormerEmbedding(config: ConfigFields, { width, headWidth }: EncoderShape): readonly Layer[] {
  const embeddingWidth = config.optionalSize('embedding_size') ?? width;
  return [
    ...tokenAndTypeTables(config, embeddingWidth),
    table('position', config.size('max_position_embeddings'), headWidth),
    residual(embeddingWidth, 1),
    layerNorm(embeddingWidth),
    ...(embeddingWidth === width ? [] : [linear('embedding', embeddingWidth, width, true)]),
  ];
}

/** MPNet has no token types, and relative positions shared by all layers. */
const mpnetEmbedding = (config: ConfigFields, { width, heads }: EncoderShape): readonly Layer[] => [
  table('embedding', config.size('vocab_size'), width),
  table('position', config.size('max_position_embeddings'), width),
  table('position', config.size('relative_attention_num_buckets'), heads),
  residual(width, 1),
  layerNorm(width),
];

/** TAPAS numbers a token's place in the table in seven ways. */
const tapasEmbedding = (config: ConfigFields, { width }: EncoderShape): readonly Layer[] => {
  const kinds = config.sizes('type_vocab_sizes');
  return [
    table('embedding', config.size('vocab_size'), width),
    ...kinds.slice(0, 64).map((kind) => table('embedding', kind, width)),
    table('position', config.size('max_position_embeddings'), width),
    residual(width, 1 + kinds.length),
    layerNorm(width),
  ];
};

const relatives: Readonly<Record<string, Relative>> = {
  'xlm-roberta': {},
  camembert: {},
  'data2vec-text': {},
  ibert: {},
  ernie: {
    embedding: (config, { width }) => [
      ...bertEmbedding(config, width),
      ...(config.flag('use_task_id')
        ? [table('embedding', config.size('task_type_vocab_size'), width), residual(width, 1)]
        : []),
    ],
  },
  layoutlm: {
    embedding: (config, { width }) => [
      ...bertEmbedding(config, width),
      table('position', boxTables * config.size('max_2d_position_embeddings'), width),
      residual(width, boxTables + 2),
    ],
  },
  'megatron-bert': { embedding: withoutEmbeddingNorm, end: finalNorm },
  'xlm-roberta-xl': { embedding: withoutEmbeddingNorm, end: finalNorm },
  'roberta-prelayernorm': { end: finalNorm },
  roc_bert: { embedding: rocBertEmbedding },
  rembert: { embedding: remBertEmbedding, heads: remBertHeads },
  roformer: {
    embedding: roFormerEmbedding,
    layer: (_, { heads, headWidth }) => [rotary(heads, heads, headWidth)],
    heads: (config, { width }) =>
      withoutPooler(bertHeads(config, width, config.optionalSize('embedding_size') ?? width)),
  },
  mpnet: { embedding: mpnetEmbedding },
  tapas: { embedding: tapasEmbedding },
};

/** LayoutLM's body always has a pooler; these heads don't read it. */
const tokenHeads = ['ForMaskedLM', 'ForTokenClassification', 'ForQuestionAnswering'] as const;

/** Encoders that are BERT but for their embedding, their norms or their head. */
export const bertLineage: Family = {
  name: 'bert',
  modelTypes: Object.keys(relatives),
  read(config, modelType) {
    const shape = encoderShapeOf(config);
    const { embedding, layer, end, heads }: Relative = relatives[modelType] ?? {};
    return textEncoder({
      config,
      embedding: embedding?.(config, shape) ?? bertEmbedding(config, shape.width),
      body: [
        block('layers', [...encoderLayer(shape), ...(layer?.(config, shape) ?? [])], shape.layers),
        ...(end === undefined ? [] : [block('end', end(config, shape))]),
      ],
      heads: heads?.(config, shape) ?? bertHeads(config, shape.width),
      ...(modelType === 'layoutlm' ? { idlePooler: { width: shape.width, under: tokenHeads } } : {}),
    });
  },
};
