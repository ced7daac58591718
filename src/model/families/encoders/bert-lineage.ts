import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import { activation, layerNorm, linear, residual, rotary, table, vector } from '../../layers';
import { languageModelHead } from '../../sub-layers';
import type { EncoderShape } from '../bert';
import { encoderLayer, encoderShapeOf, maskedLanguageHead, pooler, unusedBias } from '../bert';
import type { Family } from '../family';
import { decoderUse } from './decoder-use';
import type { HeadKind, Heads } from './text-encoder';
import {
  bertEmbedding,
  bertHeads,
  block,
  choiceOfVector,
  textEncoder,
  tokenAndTypeTables,
  withoutPooler,
} from './text-encoder';
import { said } from '../../../units/message';

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

function remBertHeads(config: ConfigFields, { width }: EncoderShape): Heads {
  const words = (): readonly Layer[] => {
    const outputWidth = config.size('output_embedding_size');
    return [
      linear('head', width, outputWidth, true),
      activation('head', outputWidth),
      layerNorm(outputWidth),
      ...languageModelHead(outputWidth, config.size('vocab_size'), { tied: false, bias: true }),
    ];
  };
  return { ...bertHeads(config, width), ForMaskedLM: words, ForCausalLM: words };
}

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

/** ESM's positions are learned or rotary; its norms stand before each half, its contact head is always there. */
const esmEmbedding = (config: ConfigFields, { width, heads, layers }: EncoderShape): readonly Layer[] => [
  table('embedding', config.size('vocab_size'), width),
  ...(config.text('position_embedding_type') === 'absolute'
    ? [table('position', config.size('max_position_embeddings'), width)]
    : []),
  ...(config.flag('emb_layer_norm_before') ? [layerNorm(width)] : []),
  vector('other', layers * heads + 1),
];

/** LUKE's tables and projections of entities, which a pass over text alone does not run. */
function lukeEmbedding(config: ConfigFields, { width }: EncoderShape): readonly Layer[] {
  const entityWidth = config.size('entity_emb_size');
  return [
    ...bertEmbedding(config, width),
    table('embedding', config.size('entity_vocab_size'), entityWidth),
    ...(entityWidth === width ? [] : [vector('embedding', entityWidth * width)]),
    table('embedding', config.count('type_vocab_size'), width),
    table('position', config.size('max_position_embeddings'), width),
    vector('norm', 2 * width),
  ];
}

/** Queries of words for entities, entities for words and entities for entities. */
const entityQueries = 3;

const lukeHeads = (config: ConfigFields, { width }: EncoderShape): Heads => ({
  ...bertHeads(config, width),
  ForMaskedLM: () => {
    const tied = config.flag('tie_word_embeddings');
    const entities = config.size('entity_vocab_size');
    const entityWidth = config.size('entity_emb_size');
    return [
      linear('head', width, width, true),
      activation('head', width),
      layerNorm(width),
      // The library leaves the output over words untied, whatever the config says.
      ...languageModelHead(width, config.size('vocab_size'), { tied: false, bias: true }),
      ...unusedBias(config),
      vector('head', (width + 1) * entityWidth + entities + (tied ? 0 : entityWidth * entities)),
      vector('norm', 2 * entityWidth),
    ];
  },
});

/** X-MOD's adapters, one for each language: a pass is one over text in one of them. */
function languageAdapters(config: ConfigFields, { width }: EncoderShape): readonly Layer[] {
  const languages = config.texts('languages').length;
  if (languages === 0) config.refuse('languages', 'must name one language or more.');
  const narrowed = Math.floor(width / config.size('adapter_reduction_factor'));
  if (narrowed < 1)
    config.refuse('adapter_reduction_factor', said`leaves nothing of hidden_size (${width}).`);
  const inner = Math.max(1, narrowed);
  const adapter = (width + 1) * inner + (inner + 1) * width;
  return [
    linear('feedForward', width, inner, true),
    activation('feedForward', inner),
    linear('feedForward', inner, width, true),
    vector('feedForward', Math.max(0, languages - 1) * adapter),
    ...(config.flag('adapter_layer_norm') ? [layerNorm(width)] : []),
  ];
}

/** TAPAS' answers: cells and columns picked by a vector each, and how they are put together. */
function tapasSelection(config: ConfigFields, width: number): readonly Layer[] {
  const labels = config.count('num_aggregation_labels');
  const picked: Layer = {
    kind: 'product',
    component: 'head',
    batches: 1,
    rows: 'sequence',
    inner: width,
    columns: 1,
  };
  return [
    ...pooler(width),
    vector('head', 2 * (width + 1)),
    picked,
    ...(config.raw('select_one_column') === false ? [] : [picked]),
    ...(labels === 0 ? [] : [linear('head', width, labels, true, { positions: 1 })]),
  ];
}

const relatives: Readonly<Record<string, Relative>> = {
  bert: {},
  roberta: {},
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
  roc_bert: {
    embedding: rocBertEmbedding,
    // Its class for pre-training has no second sentence to tell.
    heads: (config, { width }) => {
      const heads = bertHeads(config, width);
      return { ...heads, ...(heads.ForMaskedLM === undefined ? {} : { ForPreTraining: heads.ForMaskedLM }) };
    },
  },
  rembert: { embedding: remBertEmbedding, heads: remBertHeads },
  roformer: {
    embedding: roFormerEmbedding,
    layer: (_, { heads, headWidth }) => [rotary(heads, heads, headWidth)],
    heads: (config, { width }) => ({
      ...withoutPooler(bertHeads(config, width, config.optionalSize('embedding_size') ?? width)),
      ForMultipleChoice: () => choiceOfVector(width),
    }),
  },
  mpnet: { embedding: mpnetEmbedding },
  esm: {
    embedding: esmEmbedding,
    end: finalNorm,
    heads: (config, { width }) => ({
      ...bertHeads(config, width),
      ForMaskedLM: () => maskedLanguageHead(config, width, width),
    }),
  },
  xmod: {
    layer: languageAdapters,
    end: (config, { width }) => (config.flag('pre_norm') ? [layerNorm(width)] : []),
  },
  luke: {
    embedding: lukeEmbedding,
    layer: (config, { width }) =>
      config.flag('use_entity_aware_attention')
        ? [vector('attention.projections', entityQueries * (width + 1) * width)]
        : [],
    heads: lukeHeads,
  },
  tapas: {
    embedding: tapasEmbedding,
    heads: (config, { width }) => ({
      ...bertHeads(config, width),
      ForQuestionAnswering: () => tapasSelection(config, width),
    }),
  },
};

/** Heads that don't read the pooler which their body runs all the same. */
const idlePoolers: Readonly<Record<string, readonly HeadKind[]>> = {
  layoutlm: ['ForMaskedLM', 'ForTokenClassification', 'ForQuestionAnswering'],
  luke: ['ForMaskedLM'],
  roc_bert: ['ForPreTraining'],
};

/** Those that the library has no decoder of. */
const encodersAlone: ReadonlySet<string> = new Set(['ibert', 'layoutlm', 'mpnet', 'esm', 'luke', 'tapas']);

/** BERT, RoBERTa and encoders that are BERT but for their embedding, their norms or their head. */
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
      idlePooler: { width: shape.width, under: idlePoolers[modelType] ?? [] },
      ...(encodersAlone.has(modelType) ? {} : { use: decoderUse(config, shape) }),
    });
  },
};
