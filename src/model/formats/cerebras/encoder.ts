import type { ConfigFields, ConfigObject, LibraryDefaults } from '../../config-fields';
import type { ModelShape } from '../../families/family';
import { genericTransformer } from '../../families/generic/transformer';
import { activation, layerNorm, linear, table, type Layer } from '../../layers';
import { languageModelHead } from '../../sub-layers';
import type { Block } from '../../spec';
import { defaults } from '../format';
import { attentionBiasOf, headPositions, isGated, keyValueHeadsOf } from './decoder';
import { said } from '../../../units/message';

const bertDefaults = defaults({
  vocab_size: 50257,
  max_position_embeddings: 1024,
  position_embedding_type: 'learned',
  hidden_size: 768,
  num_hidden_layers: 12,
  num_heads: 12,
  filter_size: 3072,
  use_projection_bias_in_attention: true,
  use_ffn_bias_in_attention: true,
  use_ffn_bias: true,
  embedding_layer_norm: true,
  encoder_nonlinearity: 'gelu',
  num_relative_attention_buckets: 32,
  share_embedding_weights: true,
  use_ffn_bias_in_mlm: true,
  use_output_bias_in_mlm: true,
  num_classes: 2,
  num_labels: 2,
  use_cls_bias: true,
  pooler_type: 'cls',
  use_biencoder: true,
});

/** What stands on top of the Model Zoo's BERT, by the model's name. */
const tops = {
  bert: 'pretraining',
  esm2: 'pretraining',
  BertForPreTraining: 'pretraining',
  'bert/classifier': 'classifier',
  'bert/token_classifier': 'token classifier',
  'bert/extractive_summarization': 'summarisation',
} as const;
type Top = (typeof tops)[keyof typeof tops] | 'none';

export const encoderTopOf = (name: string): Top | null =>
  Object.hasOwn(tops, name) ? tops[name as keyof typeof tops] : null;

/** BERT's defaults, laid under what a DPR encoder or ESM-2 say. */
export const encoderDefaults = (overrides: ConfigObject = {}): LibraryDefaults =>
  defaults({ ...bertDefaults.values, ...overrides });

/** Dense, activation, norm and the logits over the vocabulary. */
function maskedHead(config: ConfigFields): Layer[] {
  const width = config.size('hidden_size');
  return [
    linear('head', width, width, config.flag('use_ffn_bias_in_mlm')),
    activation('head', width),
    layerNorm(width),
    ...languageModelHead(width, config.size('vocab_size'), {
      tied: config.flag('share_embedding_weights'),
      bias: config.flag('use_output_bias_in_mlm'),
    }),
  ];
}

function topLayers(config: ConfigFields, top: Top): Layer[] {
  const width = config.size('hidden_size');
  const bias = config.flag('use_ffn_bias');
  const once = { positions: 1 };
  switch (top) {
    case 'pretraining':
      return config.flag('disable_nsp')
        ? maskedHead(config)
        : [
            ...maskedHead(config),
            linear('head', width, width, bias, once),
            linear('head', width, config.size('num_classes'), bias, once),
          ];
    case 'classifier':
      return [
        linear('head', width, width, bias, once),
        linear('head', width, config.size('num_labels'), true, once),
      ];
    case 'token classifier':
      return [linear('head', width, config.size('num_classes'), true)];
    case 'summarisation':
      return [linear('head', width, config.size('num_labels'), config.flag('use_cls_bias'))];
    case 'none':
      return [];
  }
}

/** The Model Zoo's BERT with what stands on it: its layers normed after each sum, as ESM-2's before. */
export function encoderShape(config: ConfigFields, top: Top): ModelShape {
  const width = config.size('hidden_size');
  const headWidth = config.headWidth('hidden_size', 'num_heads');
  const position = config.text('position_embedding_type') ?? '';
  const context = config.optionalSize('max_position_embeddings');
  const segments = config.optionalSize('num_segments') ?? (config.flag('disable_nsp') ? 0 : 2);
  // A row of its own for padding, behind those up to its token.
  const padding = config.flag('mask_padding_in_positional_embed') ? 1 + config.count('pad_token_id') : 0;
  const body = genericTransformer({
    width,
    layers: config.layers('num_hidden_layers'),
    heads: config.size('num_heads'),
    keyValueHeads: keyValueHeadsOf(config),
    headWidth,
    attentionBias: attentionBiasOf(config),
    norm: 'layer',
    embeddingNorm: config.flag('embedding_layer_norm'),
    finalNorm: config.flag('use_final_layer_norm'),
    learnedPositions: position === 'learned' && context !== null ? context + padding : null,
    rotatedWidth:
      position === 'rotary' ? Math.min(config.optionalSize('rotary_dim') ?? headWidth, headWidth) : 0,
    hidden: config.size('filter_size'),
    gated: isGated(config, 'encoder_nonlinearity'),
    feedForwardBias: config.flag('use_ffn_bias'),
    otherEmbeddings: [
      ...(segments > 0 ? [table('embedding', segments, width)] : []),
      ...headPositions(config),
    ],
    vocabulary: config.size('vocab_size'),
    tied: true,
    bidirectional: true,
    contextLength: context,
  });
  // The generic head is the token embedding's transpose: what stands on BERT takes its place.
  const blocks = body.blocks.map((block) =>
    block.name === 'output'
      ? { ...block, layers: [...block.layers.filter(isNorm), ...topLayers(config, top)] }
      : block,
  );
  return { ...body, blocks };
}
const isNorm = ({ kind }: Layer): boolean => kind === 'norm';

/** Dense passage retrieval: an encoder for questions and one for passages, or one for both. */
export function retrieverShape(config: ConfigFields): ModelShape {
  const isPair = config.given('q_encoder') || config.given('ctx_encoder');
  const keys = isPair ? ['q_encoder', 'ctx_encoder'] : ['encoder'];
  const shapes = keys.map((key) => {
    const encoder = config.section(key).config.withDefaults(encoderDefaults());
    return { key, width: encoder.size('hidden_size'), shape: encoderShape(encoder, 'none') };
  });
  const pooled = config.text('pooler_type') === 'ffn_pooler';
  const [first] = shapes;
  const twice = !isPair && config.flag('use_biencoder');
  const blocks = shapes.flatMap(({ key, width, shape }) =>
    [...shape.blocks, ...(pooled ? [poolerBlock(width)] : [])].map((block): Block => ({
      ...block,
      name: `${key} ${block.name}`,
    })),
  );
  return {
    sample: 'text',
    tokensPerSample: 'sequence',
    contextLength: first?.shape.contextLength ?? null,
    vocabularySize: first?.shape.vocabularySize ?? null,
    generates: false,
    blocks: twice
      ? [...blocks, ...blocks.map((block) => ({ ...block, name: `second ${block.name}` }))]
      : blocks,
    notes: [said`A sample is a question and its passage, each as long as the sequence.`],
  };
}

const poolerBlock = (width: number): Block => ({
  name: 'pooler',
  count: 1,
  positions: 1,
  layers: [linear('head', width, width, true)],
});
