import type { ConfigFields } from '../../config-fields';
import type { Layer } from '../../layers';
import { activation, fullMask, layerNorm, linear, residual, table, vector } from '../../layers';
import { feedForward, languageModelHead } from '../../sub-layers';
import { pooler, unusedBias } from '../bert';
import type { Family } from '../family';
import type { Heads } from './text-encoder';
import { bertHeads, block, classifier, textEncoder } from './text-encoder';
import { said } from '../../../units/message';

const trigram = 3;

interface Sizes {
  readonly width: number;
  readonly embeddingWidth: number;
  /** Width between the bottlenecks: that of attention and feed-forwards. */
  readonly narrow: number;
  readonly heads: number;
  readonly bottleneck: boolean;
  readonly narrowAttention: boolean;
  readonly sharedBottleneck: boolean;
}

function sizesOf(config: ConfigFields): Sizes {
  const bottleneck = config.flag('use_bottleneck');
  const width = config.size('hidden_size');
  const sizes: Sizes = {
    width,
    embeddingWidth: config.size('embedding_size'),
    narrow: bottleneck ? config.size('intra_bottleneck_size') : width,
    heads: config.size('num_attention_heads'),
    bottleneck,
    narrowAttention: config.flag('use_bottleneck_attention'),
    sharedBottleneck: config.flag('key_query_shared_bottleneck'),
  };
  const { narrow, heads, narrowAttention, sharedBottleneck, embeddingWidth } = sizes;
  if (narrow % heads !== 0)
    config.refuse(
      'num_attention_heads',
      said`(${heads}) does not divide the width of the layers (${narrow}).`,
    );
  if (narrow !== width && !narrowAttention && !sharedBottleneck)
    config.refuse(
      'key_query_shared_bottleneck',
      'must be set, or queries and keys have no bottleneck to read.',
    );
  if (embeddingWidth > width) config.refuse('embedding_size', said`is more than hidden_size (${width}).`);
  return sizes;
}

function embedding(config: ConfigFields, { width, embeddingWidth }: Sizes): Layer[] {
  const inputs = (config.flag('trigram_input') ? trigram : 1) * embeddingWidth;
  return [
    table('embedding', config.size('vocab_size'), embeddingWidth),
    // Of the right width already, the library keeps the projection and doesn't use it.
    inputs === width ? vector('embedding', (inputs + 1) * width) : linear('embedding', inputs, width, true),
    table('embedding', config.count('type_vocab_size'), width),
    table('position', config.size('max_position_embeddings'), width),
    residual(width, 2),
    layerNorm(width),
  ];
}

function attention({ width, narrow, heads, narrowAttention, bottleneck }: Sizes): Layer[] {
  const headWidth = Math.max(1, Math.floor(narrow / heads));
  const projections = 'attention.projections';
  return [
    linear(projections, narrow, narrow, true),
    linear(projections, narrow, narrow, true),
    linear(projections, bottleneck && narrowAttention ? narrow : width, narrow, true),
    {
      kind: 'attention',
      over: 'attention',
      heads,
      queryKeyWidth: headWidth,
      valueWidth: headWidth,
      keys: 'sequence',
      mask: fullMask,
      cachedPerToken: 0,
    },
    linear(projections, narrow, narrow, true),
    layerNorm(narrow),
    residual(narrow, 1),
  ];
}

function bottlenecks({ width, narrow, bottleneck, sharedBottleneck, narrowAttention }: Sizes): Layer[] {
  if (!bottleneck) return [];
  const inward: Layer[] = [linear('other', width, narrow, true), layerNorm(narrow)];
  const idle: Layer[] = [vector('other', (width + 1) * narrow), vector('norm', 2 * narrow)];
  return [
    ...inward,
    ...(sharedBottleneck ? (narrowAttention ? idle : inward) : []),
    linear('other', narrow, width, true),
    layerNorm(width),
    residual(width, 1),
  ];
}

function heads(config: ConfigFields, { width, embeddingWidth }: Sizes): Heads {
  const vocabulary = config.size('vocab_size');
  const pooled = (): readonly Layer[] => (config.flag('classifier_activation') ? pooler(width) : []);
  const masked = (): readonly Layer[] => [
    linear('head', width, width, true),
    activation('head', width),
    layerNorm(width),
    // The output's matrix is the token table, widened by one of its own.
    ...languageModelHead(width, vocabulary, { tied: true, bias: true }),
    vector('head', Math.max(0, width - embeddingWidth) * vocabulary),
    ...(config.flag('tie_word_embeddings') ? [] : [vector('head', embeddingWidth * vocabulary)]),
    ...unusedBias(config),
  ];
  return {
    ...bertHeads(config, width),
    ForMaskedLM: masked,
    ForPreTraining: () => [...pooled(), ...masked(), linear('head', width, 2, true, { positions: 1 })],
    ForSequenceClassification: () => [...pooled(), classifier(config, width, 1)],
    ForNextSentencePrediction: () => [...pooled(), linear('head', width, 2, true, { positions: 1 })],
    ForMultipleChoice: () => [...pooled(), linear('head', width, 1, true, { positions: 1 })],
    Model: pooled,
  };
}

/** MobileBERT: narrow layers between bottlenecks, with several feed-forwards each. */
export const mobileBert: Family = {
  name: 'mobilebert',
  modelTypes: ['mobilebert'],
  read(config) {
    const sizes = sizesOf(config);
    const { narrow } = sizes;
    const layers = config.layers('num_hidden_layers');
    const hidden = config.size('intermediate_size');
    const forward: Layer[] = [
      ...feedForward({ width: narrow, hidden, gated: false, bias: true }),
      layerNorm(narrow),
      residual(narrow, 1),
    ];
    return textEncoder({
      config,
      embedding: embedding(config, sizes),
      body: [
        block('layers', [...attention(sizes), ...bottlenecks(sizes)], layers),
        block('feed-forwards', forward, layers * config.layers('num_feedforward_networks')),
      ],
      heads: heads(config, sizes),
    });
  },
};
