import type { ConfigFields } from '../../config-fields';
import type { Layer, NormLayer } from '../../layers';
import type { AttentionDescription } from '../../sub-layers';
import { activation, elementwise, fullMask, layerNorm, linear, rmsNorm, table } from '../../layers';
import { biases, feedForward, languageModelHead } from '../../sub-layers';
import { maskedLanguageHead, unusedBias } from '../bert';
import type { GroupedQueryShape } from '../decoder';
import { groupedQueryShape, rotaryAttention, twoResiduals } from '../decoder';
import type { Family } from '../family';
import type { Heads } from './text-encoder';
import {
  answerSpan,
  bertHeads,
  block,
  classifier,
  pooledClassifier,
  textEncoder,
  tokenAndTypeTables,
  withoutPooler,
} from './text-encoder';
import { said } from '../../../units/message';

/** What an encoder with rotary positions is made of. */
interface Design {
  /** Norms before each half of a layer and one at the end; else behind each half and behind the embedding. */
  readonly preNorm: boolean;
  readonly norm: (width: number) => NormLayer;
  readonly finalNorm?: (width: number) => NormLayer;
  readonly attentionBias: (config: ConfigFields) => AttentionDescription['bias'];
  readonly forward: (config: ConfigFields, width: number, hidden: number) => readonly Layer[];
  /** Queries and keys are normed over all heads together. */
  readonly queryKeyNorm?: true;
  readonly heads: (config: ConfigFields, width: number) => Heads;
}

const layerNormWithoutBias = (width: number): NormLayer => layerNorm(width, { bias: false });
const attentionBias = (config: ConfigFields): AttentionDescription['bias'] =>
  biases(config.flag('attention_bias'));
const gatedForward = (config: ConfigFields, width: number, hidden: number): readonly Layer[] =>
  feedForward({ width, hidden, gated: true, bias: config.flag('mlp_bias') });

/** The dense, norm and output of a masked-language head whose bias is one tensor. */
const maskedHead = (config: ConfigFields, width: number) => (): readonly Layer[] =>
  maskedLanguageHead(config, width, width);

const tokenLabels = (config: ConfigFields, width: number) => (): readonly Layer[] => [
  classifier(config, width, 'sequence'),
];

/** EuroBERT classifies each token and averages ("late"), or classifies one vector of the sample. */
function euroBertClassifier(config: ConfigFields, width: number): readonly Layer[] {
  const positions = config.text('classifier_pooling') === 'late' ? 'sequence' : 1;
  return [
    linear('head', width, width, true, { positions }),
    activation('head', width),
    classifier(config, width, positions),
  ];
}

function ultraBertHead(config: ConfigFields, width: number): readonly Layer[] {
  const hidden = config.size('prediction_head_size');
  return [
    linear('head', width, hidden, false),
    activation('head', hidden),
    linear('head', hidden, width, false),
    ...languageModelHead(width, config.size('vocab_size'), { tied: config.flag('tie_word_embeddings') }),
  ];
}

const euroBert: Design = {
  preNorm: true,
  norm: rmsNorm,
  attentionBias,
  forward: gatedForward,
  heads: (config, width) => ({
    ForMaskedLM: () =>
      languageModelHead(width, config.size('vocab_size'), {
        tied: config.flag('tie_word_embeddings'),
        bias: config.flag('mlp_bias'),
      }),
    ForSequenceClassification: () => euroBertClassifier(config, width),
    ForTokenClassification: tokenLabels(config, width),
    Model: () => [],
  }),
};

const designs: Readonly<Record<string, Design>> = {
  eurobert: euroBert,
  ultrabert: {
    preNorm: true,
    norm: rmsNorm,
    attentionBias,
    forward: gatedForward,
    heads: (config, width) => ({
      ForMaskedLM: () => ultraBertHead(config, width),
      ForSequenceClassification: () => [classifier(config, width, 1)],
      ForTokenClassification: tokenLabels(config, width),
      ForQuestionAnswering: () => [answerSpan(config, width)],
      Model: () => [],
    }),
  },
  esmc: {
    preNorm: true,
    norm: layerNorm,
    finalNorm: layerNormWithoutBias,
    attentionBias,
    forward: gatedForward,
    queryKeyNorm: true,
    heads: (config, width) => ({
      // Never tied, whatever tie_word_embeddings says.
      ForMaskedLM: () => [
        linear('head', width, width, true),
        activation('head', width),
        layerNorm(width),
        ...languageModelHead(width, config.size('vocab_size'), { tied: false, bias: true }),
      ],
      ForSequenceClassification: () => pooledClassifier(config, width),
      ForTokenClassification: tokenLabels(config, width),
      Model: () => [],
    }),
  },
  gte: {
    preNorm: false,
    norm: layerNorm,
    attentionBias: () => biases(true),
    // Only the projection down is biased.
    forward: (_, width, hidden) => [
      ...feedForward({ width, hidden, gated: true, bias: false }).slice(0, -1),
      linear('feedForward', hidden, width, true),
    ],
    heads: (config, width) => ({
      ...withoutPooler(bertHeads(config, width)),
      ForMaskedLM: maskedHead(config, width),
    }),
  },
  nomic_bert: {
    preNorm: false,
    norm: layerNorm,
    attentionBias: () => biases(false),
    forward: (_, width, hidden) => feedForward({ width, hidden, gated: true, bias: false }),
    heads: (config, width) => withoutPooler(bertHeads(config, width)),
  },
  jina_embeddings_v3: {
    preNorm: false,
    norm: layerNorm,
    attentionBias: () => biases(true),
    forward: (_, width, hidden) => feedForward({ width, hidden, gated: false, bias: true }),
    heads: (config, width) => ({
      ...bertHeads(config, width),
      ForMaskedLM: () => [...maskedLanguageHead(config, width, width), ...unusedBias(config)],
    }),
  },
};

function layerOf(config: ConfigFields, design: Design, shape: GroupedQueryShape): Layer[] {
  const { width, heads, keyValueHeads, headWidth } = shape;
  return [
    design.norm(width),
    ...rotaryAttention(shape, design.attentionBias(config), fullMask),
    ...(design.queryKeyNorm === true
      ? [layerNormWithoutBias(heads * headWidth), layerNormWithoutBias(keyValueHeads * headWidth)]
      : []),
    design.norm(width),
    ...design.forward(config, width, config.size('intermediate_size')),
    twoResiduals(width),
  ];
}

/** Encoders with rotary positions: EuroBERT, Ultrabert and ESM Cambrian; GTE, Nomic's BERT and Jina's embeddings. */
export const rotaryEncoders: Family = {
  name: 'rotary encoder',
  modelTypes: Object.keys(designs),
  read(config, modelType) {
    const design = designs[modelType] ?? euroBert;
    const shape = groupedQueryShape(config);
    const { width } = shape;
    if (modelType === 'esmc' && shape.keyValueHeads !== shape.heads)
      config.refuse('num_key_value_heads', said`must be the number of attention heads (${shape.heads}).`);
    if (modelType === 'esmc' && shape.headWidth * shape.heads !== width)
      config.refuse('head_dim', said`must be hidden_size (${width}) divided by the heads (${shape.heads}).`);
    const { preNorm, norm, finalNorm = norm } = design;
    return textEncoder({
      config,
      embedding: preNorm
        ? [table('embedding', config.size('vocab_size'), width)]
        : [...tokenAndTypeTables(config, width), elementwise('residual', width), norm(width)],
      body: [
        block('layers', layerOf(config, design, shape), shape.layers),
        ...(preNorm ? [block('norm', [finalNorm(width)])] : []),
      ],
      heads: design.heads(config, width),
    });
  },
};
