import type { ConfigFields, ConfigObject, ConfigValue } from '../config-fields';
import { isObject } from '../config-fields';
import type { ConfigDocument } from '../documents/document';
import type { TransformerDescription } from '../families/generic/transformer';
import { findKnownModel } from '../known-models';
import { vector } from '../layers';
import { biases, queryKeyValueBias } from '../sub-layers';
import type { ModelPart, TextFormat } from './format';
import { defaults, has, renamed } from './format';
import { text } from './training-yaml';
import { tokenizerEntries } from './tokenizers';
import { message, said } from '../../units/message';

const llama = {
  hidden_dim: 4096,
  intermediate_dim: 11008,
  num_layers: 32,
  num_heads: 32,
  num_kv_heads: 32,
  seq_len: 2048,
  use_layer_norm_weight: true,
};
const mistral = { ...llama, intermediate_dim: 14336, num_kv_heads: 8, seq_len: 8192 };
const gemma = {
  ...llama,
  hidden_dim: 2048,
  intermediate_dim: 16384,
  num_layers: 18,
  num_heads: 8,
  num_kv_heads: 1,
  head_dim: 256,
  seq_len: 8192,
  tie_word_embeddings: true,
};

/** levanter's decoders: what each takes where its file is silent, and in what it differs from Llama. */
const decoders: Readonly<
  Record<string, { readonly values: ConfigObject; readonly reference: string | null; readonly of: Variant }>
> = {
  llama: { values: llama, reference: 'meta-llama/Llama-2-7b-hf', of: {} },
  mistral: { values: mistral, reference: 'mistralai/Mistral-7B-v0.1', of: {} },
  mixtral: {
    values: { ...mistral, n_routed_experts: 8, num_experts_per_tok: 2, n_shared_experts: 0 },
    reference: 'mistralai/Mixtral-8x7B-v0.1',
    of: { experts: true },
  },
  qwen: { values: llama, reference: null, of: { inputBias: true } },
  qwen2: { values: llama, reference: null, of: { inputBias: true } },
  qwen3: { values: llama, reference: null, of: { queryKeyNorm: 'head' } },
  olmo2: {
    values: { ...llama, seq_len: 4096 },
    reference: 'allenai/OLMo-2-1124-7B',
    of: { queryKeyNorm: 'all', ownAttentionBias: true },
  },
  gemma: { values: gemma, reference: 'google/gemma-2b', of: {} },
  gemma2: { values: gemma, reference: null, of: { norms: 'four' } },
  gemma3: { values: gemma, reference: null, of: { norms: 'four', queryKeyNorm: 'head' } },
};

interface Variant {
  /** Queries, keys and values have biases, the output has none. */
  readonly inputBias?: true;
  /** Attention's biases have a key of their own. */
  readonly ownAttentionBias?: true;
  readonly queryKeyNorm?: 'head' | 'all';
  readonly norms?: 'four';
  readonly experts?: true;
}

function describeLlama(
  config: ConfigFields,
  variant: Variant,
  vocabulary: number | null,
): TransformerDescription {
  const width = config.size('hidden_dim');
  const heads = config.size('num_heads');
  const headWidth = config.optionalSize('head_dim') ?? config.headWidth('hidden_dim', 'num_heads');
  const hidden = config.size('intermediate_dim');
  const hasBias = config.flag('use_bias');
  const isScaled = config.flag('use_layer_norm_weight');
  const norms = config.flag('hybrid_norm') ? 'four' : (variant.norms ?? 'two');
  const count = variant.experts === true ? config.size('n_routed_experts') : 0;
  // RMS norms have biases where linear layers do.
  const normBiases = hasBias && config.text('type')?.startsWith('gemma') !== true;
  return {
    width,
    layers: config.layers('num_layers'),
    heads,
    keyValueHeads: config.keyValueHeads('num_kv_heads', heads),
    headWidth,
    attentionBias:
      variant.inputBias === true
        ? queryKeyValueBias(true, false)
        : biases(variant.ownAttentionBias === true ? config.flag('attention_bias') : hasBias),
    queryKeyNorm: variant.queryKeyNorm ?? null,
    norm: isScaled ? 'rms' : 'withoutParameters',
    normsPerLayer: norms,
    embeddingNorm: config.flag('input_embedding_norm'),
    learnedPositions: null,
    rotatedWidth: headWidth,
    hidden,
    gated: true,
    feedForwardBias: hasBias,
    experts:
      count > 1
        ? {
            count,
            used: config.expertsPerToken('num_experts_per_tok', count),
            hidden,
            sharedHidden: config.count('n_shared_experts') * hidden,
            inLayer: () => true,
          }
        : null,
    extraLayers: normBiases ? [vector('norm', (norms === 'four' ? 4 : 2) * width)] : [],
    beforeHead: normBiases ? [vector('norm', width)] : [],
    vocabulary,
    tied: config.flag('tie_word_embeddings'),
    contextLength: config.optionalSize('seq_len'),
  };
}

const gpt2Defaults = defaults({
  hidden_dim: 768,
  num_layers: 12,
  num_heads: 12,
  seq_len: 1024,
  mlp_scale: 4,
  use_bias: true,
});

function describeGpt2(config: ConfigFields, vocabulary: number | null): TransformerDescription {
  const width = config.size('hidden_dim');
  const heads = config.size('num_heads');
  const hasBias = config.flag('use_bias');
  return {
    width,
    layers: config.layers('num_layers'),
    heads,
    keyValueHeads: heads,
    headWidth: config.headWidth('hidden_dim', 'num_heads'),
    attentionBias: biases(hasBias),
    norm: hasBias ? 'layer' : 'layerWithoutBias',
    learnedPositions: config.size('seq_len'),
    rotatedWidth: 0,
    hidden: width * config.size('mlp_scale'),
    gated: false,
    feedForwardBias: hasBias,
    vocabulary,
    tied: true,
    contextLength: config.size('seq_len'),
  };
}

/** The vocabulary is the tokenizer's: that of the data, of the file, or levanter's default where its data is told and names none. */
function vocabularyOf(values: ConfigObject): number | null {
  const { data, tokenizer } = values;
  const ofData = isObject(data) ? data['tokenizer'] : undefined;
  const named: ConfigValue | undefined = ofData ?? tokenizer;
  return tokenizerEntries(named ?? (isObject(data) ? 'gpt2' : null));
}

/** Whether the data are told in a file that this one includes. */
const isIncluded = ({ data }: ConfigObject): boolean => typeof data === 'string' && /\.ya?ml$/.test(data);
const vocabularyOfInclude = message(
  'The vocabulary is taken to be GPT-2’s: the included file of the data may name another tokenizer.',
);

/** The hub's model whose sizes are taken in place of the file's; null where the file's own count. */
function takenFrom(values: ConfigObject, type: string): string | null {
  const { checkpoint_path: checkpoint } = values;
  if (values['checkpoint_is_hf'] === true && typeof checkpoint === 'string') return checkpoint;
  if (values['use_hf_model_config'] !== true) return null;
  const { initialize_from_hf: source } = values;
  if (typeof source === 'string' && source !== '') return source;
  if (source !== true) return null;
  const reference = type === 'gpt2' ? 'openai-community/gpt2' : decoders[type]?.reference;
  return reference ?? `levanter ${type}`;
}

/** Whether a `model` with a type is levanter's: by its sizes' names, or by the trainer beside it. */
function isLevanter(values: ConfigObject, model: ConfigObject): boolean {
  const { trainer } = values;
  return (
    has(model, 'hidden_dim') ||
    Object.hasOwn(values, 'initialize_from_hf') ||
    (isObject(trainer) && (has(trainer, 'num_train_steps') || has(trainer, 'train_batch_size')))
  );
}

const prefix = 'model.';

/** levanter's training YAML: its model's type, and the tokenizer's vocabulary. */
export const levanter: TextFormat = {
  name: 'levanter',
  syntax: 'yaml',
  telling: [
    /^model:/m,
    /^[ \t]+type:/m,
    /hidden_dim:|use_hf_model_config|initialize_from_hf|num_train_steps:|train_batch_size:/,
  ],
  find({ values }: ConfigDocument): ModelPart | null {
    const { model } = values;
    if (!isObject(model)) return null;
    const type = text(model['type']);
    if (type === '' || !isLevanter(values, model)) return null;
    const pretrained = takenFrom(values, type);
    if (pretrained !== null) {
      const search = findKnownModel(pretrained);
      if (search.kind !== 'known')
        return {
          kind: 'unknown',
          name: pretrained,
          key: typeof values['initialize_from_hf'] === 'string' ? 'initialize_from_hf' : 'checkpoint_path',
        };
      const { name, modelType, values: sizes } = search.model;
      const notes = [said`The sizes are those published for ${name}.`];
      return { kind: 'library', modelType, prefix, values: sizes, ownKeys: {}, notes };
    }
    const vocabulary = vocabularyOf(values);
    const gpt2 = tokenizerEntries('gpt2');
    const shared = { kind: 'transformer', architecture: `levanter ${type}`, prefix, values: model } as const;
    if (type === 'gpt2')
      return {
        ...shared,
        defaults: gpt2Defaults,
        describe: (config) => describeGpt2(config, vocabulary ?? (isIncluded(values) ? gpt2 : null)),
        ...(vocabulary === null && isIncluded(values) ? { approximate: vocabularyOfInclude } : {}),
      };
    if (type === 'whisper') return whisperPart(model);
    const decoder = Object.hasOwn(decoders, type) ? decoders[type] : undefined;
    if (decoder === undefined) return { kind: 'unknown', name: `levanter ${type}`, key: 'model.type' };
    const describe = (config: ConfigFields): TransformerDescription =>
      describeLlama(config, decoder.of, vocabulary);
    return { ...shared, defaults: defaults(decoder.values), describe };
  },
};

/** Whisper under the library's keys, whose defaults are the same. */
function whisperPart(model: ConfigObject): ModelPart {
  const same = [
    'vocab_size',
    'num_mel_bins',
    'encoder_layers',
    'encoder_attention_heads',
    'encoder_ffn_dim',
    'decoder_layers',
    'decoder_attention_heads',
    'decoder_ffn_dim',
    'd_model',
    'max_source_positions',
  ];
  const names = Object.fromEntries(same.map((key) => [key, key]));
  const own = renamed(model, { ...names, max_length: 'max_target_positions' });
  own.values['architectures'] = ['WhisperForConditionalGeneration'];
  return { kind: 'library', modelType: 'whisper', prefix, ...own };
}
