import type { ConfigFields } from '../config-fields';
import type { Layer } from '../layers';
import {
  activation,
  biases,
  feedForward,
  fullMask,
  languageModelHead,
  layerNorm,
  linear,
  residual,
  selfAttention,
  table,
  vector,
} from '../layers';
import type { ModelSpec } from '../spec';
import { labelCount } from './labels';
import { architectureClass, headNotCounted, twoResiduals } from './decoder';
import type { Family, ModelShape } from './family';

export interface EncoderShape {
  readonly width: number;
  readonly heads: number;
  readonly headWidth: number;
  readonly hidden: number;
  readonly layers: number;
}

export const encoderShapeOf = (config: ConfigFields): EncoderShape => ({
  width: config.size('hidden_size'),
  heads: config.size('num_attention_heads'),
  headWidth: config.headWidth('hidden_size', 'num_attention_heads'),
  hidden: config.size('intermediate_size'),
  layers: config.layers('num_hidden_layers'),
});

/** The post-norm layer of the BERT lineage: everything biased, attention in both directions. */
export function encoderLayer({ width, heads, headWidth, hidden }: EncoderShape): Layer[] {
  return [
    ...selfAttention({ width, heads, keyValueHeads: heads, headWidth, bias: biases(true), mask: fullMask }),
    layerNorm(width),
    ...feedForward({ width, hidden, gated: false, bias: true }),
    layerNorm(width),
    twoResiduals(width),
  ];
}

/** Dense, activation, norm, then the logits: over `width` from a body of `bodyWidth`. */
export function maskedLanguageHead(config: ConfigFields, bodyWidth: number, width: number): Layer[] {
  const tied = config.flag('tie_word_embeddings');
  return [
    linear('head', bodyWidth, width, true),
    activation('head', width),
    layerNorm(width),
    ...languageModelHead(width, config.size('vocab_size'), { tied, bias: true }),
  ];
}

/** Untied, BERT's and RoBERTa's head holds the bias of the logits in two tensors, one of them unused. */
export const unusedBias = (config: ConfigFields): Layer[] =>
  config.flag('tie_word_embeddings') ? [] : [vector('head', config.size('vocab_size'))];

/** The first token's state through a dense layer. */
export const pooler = (width: number): Layer[] => [linear('head', width, width, true, { positions: 1 })];

interface EncoderDescription {
  readonly config: ConfigFields;
  readonly embedding: readonly Layer[];
  readonly body: { readonly layers: readonly Layer[]; readonly count: number };
  readonly head: readonly Layer[];
  readonly notes: ModelSpec['notes'];
}

function encoderOnly({ config, embedding, body, head, notes }: EncoderDescription): ModelShape {
  return {
    sample: 'text',
    tokensPerSample: 'sequence',
    contextLength: config.optionalSize('max_position_embeddings'),
    vocabularySize: config.size('vocab_size'),
    generates: false,
    blocks: [
      { name: 'embedding', count: 1, positions: 'sequence', layers: embedding },
      { name: 'layers', count: body.count, positions: 'sequence', layers: body.layers },
      { name: 'output', count: 1, positions: 'sequence', layers: head },
    ],
    notes,
  };
}

interface HeadDescription {
  readonly layers: readonly Layer[];
  readonly notes: readonly string[];
}

/** BERT's heads by class name; the masked-language head where the config names no class. */
function bertHead(config: ConfigFields, width: number): HeadDescription {
  const name = architectureClass(config);
  const kind = name?.replace(/^[A-Za-z]*?Bert|^Roberta/, '') ?? 'ForMaskedLM';
  const classifier = (positions: 'sequence' | 1): Layer =>
    linear('head', width, labelCount(config), true, { positions });
  switch (kind) {
    case 'ForMaskedLM':
      return { layers: [...maskedLanguageHead(config, width, width), ...unusedBias(config)], notes: [] };
    case 'Model':
      return { layers: pooler(width), notes: [] };
    case 'ForPreTraining':
      return {
        layers: [
          ...pooler(width),
          ...maskedLanguageHead(config, width, width),
          ...unusedBias(config),
          linear('head', width, 2, true, { positions: 1 }),
        ],
        notes: [],
      };
    case 'ForSequenceClassification':
      // RoBERTa classifies through a dense layer of the pooler's size: the same layers.
      return { layers: [...pooler(width), classifier(1)], notes: [] };
    case 'ForTokenClassification':
      return { layers: [classifier('sequence')], notes: [] };
    case 'ForQuestionAnswering':
      return { layers: [linear('head', width, 2, true)], notes: [] };
    default:
      return { layers: [], notes: [headNotCounted(name)] };
  }
}

/** BERT and RoBERTa: learned positions and token types, post-norm layers, a masked-language head. */
export const bert: Family = {
  name: 'bert',
  modelTypes: ['bert', 'roberta'],
  read(config) {
    if (config.flag('is_decoder')) config.refuse('is_decoder', 'is not covered: only the encoder is.');
    const shape = encoderShapeOf(config);
    const { width } = shape;
    const head = bertHead(config, width);
    return encoderOnly({
      config,
      embedding: [
        table('embedding', config.size('vocab_size'), width),
        table('embedding', config.size('type_vocab_size'), width),
        table('position', config.size('max_position_embeddings'), width),
        residual(width, 2),
        layerNorm(width),
      ],
      body: { layers: encoderLayer(shape), count: shape.layers },
      head: head.layers,
      notes: head.notes,
    });
  },
};

/** The heads of the encoders without pooler: ELECTRA's ForPreTraining tells replaced tokens from true ones. */
function poolerlessHead(config: ConfigFields, width: number, masked: () => Layer[]): HeadDescription {
  const name = architectureClass(config);
  const kind = name?.replace(/^[A-Za-z]*?(Electra|Bert)/, '') ?? 'ForMaskedLM';
  switch (kind) {
    case 'ForMaskedLM':
      return { layers: masked(), notes: [] };
    case 'Model':
      return { layers: [], notes: [] };
    case 'ForPreTraining':
      return {
        layers: [
          linear('head', width, width, true),
          activation('head', width),
          linear('head', width, 1, true),
        ],
        notes: [],
      };
    case 'ForSequenceClassification':
      return {
        layers: [...pooler(width), linear('head', width, labelCount(config), true, { positions: 1 })],
        notes: [],
      };
    case 'ForTokenClassification':
    case 'ForQuestionAnswering':
      return { layers: [linear('head', width, labelCount(config), true)], notes: [] };
    default:
      return { layers: [], notes: [headNotCounted(name)] };
  }
}

/** ELECTRA: BERT with an embedding of its own width, projected into the body. */
export const electra: Family = {
  name: 'bert',
  modelTypes: ['electra'],
  read(config) {
    if (config.flag('is_decoder')) config.refuse('is_decoder', 'is not covered: only the encoder is.');
    const shape = encoderShapeOf(config);
    const { width } = shape;
    const embeddingWidth = config.size('embedding_size');
    const head = poolerlessHead(config, width, () => maskedLanguageHead(config, width, embeddingWidth));
    return encoderOnly({
      config,
      embedding: [
        table('embedding', config.size('vocab_size'), embeddingWidth),
        table('embedding', config.size('type_vocab_size'), embeddingWidth),
        table('position', config.size('max_position_embeddings'), embeddingWidth),
        residual(embeddingWidth, 2),
        layerNorm(embeddingWidth),
        ...(embeddingWidth === width ? [] : [linear('embedding', embeddingWidth, width, true)]),
      ],
      body: { layers: encoderLayer(shape), count: shape.layers },
      head: head.layers,
      notes: head.notes,
    });
  },
};

/** DistilBERT: BERT without token types and pooler, under keys of its own. */
export const distilbert: Family = {
  name: 'bert',
  modelTypes: ['distilbert'],
  read(config) {
    const width = config.size('dim');
    const shape: EncoderShape = {
      width,
      heads: config.size('n_heads'),
      headWidth: config.headWidth('dim', 'n_heads'),
      hidden: config.size('hidden_dim'),
      layers: config.layers('n_layers'),
    };
    const head = poolerlessHead(config, width, () => maskedLanguageHead(config, width, width));
    return encoderOnly({
      config,
      embedding: [
        table('embedding', config.size('vocab_size'), width),
        table('position', config.size('max_position_embeddings'), width),
        residual(width, 1),
        layerNorm(width),
      ],
      body: { layers: encoderLayer(shape), count: shape.layers },
      head: head.layers,
      notes: head.notes,
    });
  },
};
