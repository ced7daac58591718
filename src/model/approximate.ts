import type { ConfigFields, ConfigObject, ConfigValue } from './config-fields';
import { isObject } from './config-fields';
import { groupedQueryDecoder } from './families/decoders/grouped-query';
import type { GroupedQueryVariant } from './families/decoders/grouped-query';
import { deepseek } from './families/deepseek';
import { bertLineage } from './families/encoders/bert-lineage';
import type { Library, ModelShape } from './families/family';
import { gpt2 } from './families/gpt2';
import type { Layer } from './layers';
import { spellings } from './key-spellings';
import type { Concept } from './key-spellings';
import { layerNorm, rmsNorm } from './layers';
import { feedForward, routedExperts } from './sub-layers';
import { said, sentences, type Message } from '../units/message';

/** A model of an unknown type, read as the shape that its keys are those of. */
export interface Approximation {
  readonly family: string;
  readonly shape: ModelShape;
  /** What it was read as and what that leaves open, in a sentence. */
  readonly on: Message;
}

/** Keys of models that are no single stack of attention and feed-forward layers, or whose layers differ in ways of their own. */
const otherShapes =
  /^(ssm_|mamba|conv_|conv1d|d_conv|d_state|state_size|time_step|rwkv|wkv|lru_|recurrent|linear_|expand|attn_mode|hybrid|layers_block_type|block_types?$|block_configs|attn_layer_|image_size|patch_size|num_channels|num_mel_bins|sampling_rate|vision_|audio_|encoder_|decoder_|num_encoder_|num_decoder_|num_hidden_groups|hidden_size_per_layer|num_kv_shared|altup|laurel|.*cycles$|share_layers|embedding_size$|cross_attention)/i;
/** What a layer may be for the figures to hold. */
const plainLayer = /^(full_attention|sliding_attention|chunked_attention|attention|global|local)$/;

/** How often a mixture has experts: where not in every layer, each class counts in its own way. */
const expertIntervals = [
  'moe_layer_freq',
  'moe_layer_frequency',
  'moe_layer_interval',
  'decoder_sparse_step',
  'interleave_moe_layer_step',
  'expert_interval',
] as const;

/** Whether a list tells layers apart: numbers or names, as many as there are layers, and not all the same. */
const tellsLayersApart = (value: ConfigValue, layers: ConfigValue | undefined): boolean =>
  Array.isArray(value) && value.length > 1 && value.length === layers && new Set(value).size > 1;

/** Whether an object is a model's config of its own: a tower, or the language model behind one. */
const holdsModel = (value: ConfigValue): boolean =>
  isObject(value) &&
  [...spellings.hidden_size, ...spellings.num_hidden_layers].some((key) => Object.hasOwn(value, key));

/** Whether keys are those of no single stack of attention and feed-forward layers. */
export function isOtherShape(values: ConfigObject): boolean {
  if (values['is_encoder_decoder'] === true || values['add_cross_attention'] === true) return true;
  // A dense feed-forward beside the experts, as in Arctic: no mixture alone.
  if (values['use_residual'] === true || values['parallel_attn_mlp_res'] === true) return true;
  if (
    Object.entries(values).some(
      ([key, value]) => (value !== null && otherShapes.test(key)) || holdsModel(value),
    )
  )
    return true;
  if (expertIntervals.some((key) => typeof values[key] === 'number' && values[key] !== 1)) return true;
  const layersKey = spellings.num_hidden_layers.find((key) => Object.hasOwn(values, key));
  const layers = layersKey === undefined ? undefined : values[layersKey];
  for (const [key, value] of Object.entries(values))
    if (key !== 'layer_types' && tellsLayersApart(value, layers)) return true;
  const types = values['layer_types'];
  if (Array.isArray(types) && !types.every((type) => typeof type === 'string' && plainLayer.test(type)))
    return true;
  const names: readonly string[] = Object.values(spellings).flat();
  return names.some((key) => Object.hasOwn(values, key) && Array.isArray(values[key]));
}

/** The file's key for each concept that it holds a value of. */
function namesIn(values: ConfigObject): ReadonlyMap<Concept, string> {
  const found = new Map<Concept, string>();
  for (const [concept, keys] of Object.entries(spellings) as [Concept, readonly string[]][]) {
    const key = keys.find((name) => Object.hasOwn(values, name) && values[name] !== null);
    if (key !== undefined) found.set(concept, key);
  }
  return found;
}

const hasAny = (values: ConfigObject, ...keys: readonly string[]): boolean =>
  keys.some((key) => Object.hasOwn(values, key));
const isTrue = (values: ConfigObject, ...keys: readonly string[]): boolean =>
  keys.some((key) => values[key] === true);

/** Experts as the file sizes them, in the layers after the first dense ones. */
function experts(config: ConfigFields): Layer[] {
  const width = config.size('hidden_size');
  const hidden = config.optionalSize('moe_intermediate_size') ?? config.size('intermediate_size');
  const count = config.size('num_experts');
  const shared =
    config.optionalSize('shared_expert_intermediate_size') ?? config.count('num_shared_experts') * hidden;
  return [
    ...routedExperts({
      width,
      hidden,
      count,
      used: config.expertsPerToken('num_experts_per_tok', count),
      gated: true,
      bias: false,
      routerBias: false,
    }),
    ...(shared > 0 ? feedForward({ width, hidden: shared, gated: true, bias: false }, 'experts') : []),
  ];
}

const untiedAssumed = (values: ConfigObject): Message[] =>
  typeof values['tie_word_embeddings'] === 'boolean'
    ? []
    : [said`The file does not say whether the output is tied to the embedding: read as not tied.`];

const isUngated = (activation: ConfigValue | undefined): boolean =>
  typeof activation === 'string' && /relu2|squared/.test(activation);

/** The switches that Llama-like files have in common; what they leave open is said. */
function llamaVariant(values: ConfigObject): GroupedQueryVariant {
  const everywhere = isTrue(values, 'use_bias', 'bias', 'add_bias_linear');
  const attention = everywhere || isTrue(values, 'attention_bias');
  const gated = !isUngated(values['hidden_act']);
  return {
    norm: hasAny(values, 'rms_norm_eps', 'rms_norm_epsilon', 'norm_eps', 'rmsnorm') ? rmsNorm : layerNorm,
    queryKeyValueBias: attention || isTrue(values, 'qkv_bias', 'use_qkv_bias', 'add_qkv_bias'),
    outputBias: attention,
    feedForwardBias: everywhere || isTrue(values, 'mlp_bias'),
    gated,
    ...(isTrue(values, 'use_qk_norm', 'qk_norm', 'qk_layernorm') ? { queryKeyNorm: 'eachHead' } : {}),
  };
}

const decoderSizes: readonly Concept[] = [
  'hidden_size',
  'num_hidden_layers',
  'num_attention_heads',
  'vocab_size',
];

/** Llama's keys: sizes, and a sign of RMSNorm, or of rotary positions with a gated activation. */
function isLlamaLike(values: ConfigObject, names: ReadonlyMap<Concept, string>): boolean {
  if (!decoderSizes.every((concept) => names.has(concept))) return false;
  if (!names.has('intermediate_size') && !names.has('moe_intermediate_size')) return false;
  if (hasAny(values, 'rms_norm_eps', 'rms_norm_epsilon')) return true;
  const activation = values['hidden_act'] ?? values['hidden_activation'] ?? null;
  return (
    hasAny(values, 'rope_theta', 'rope_parameters', 'rope_scaling', 'rotary_emb_base') &&
    typeof activation === 'string' &&
    /silu|swish|swiglu|geglu/.test(activation)
  );
}

/** BERT's keys: token types, learned positions, no window and no rotary positions. */
const isBertLike = (values: ConfigObject, names: ReadonlyMap<Concept, string>): boolean =>
  hasAny(values, 'type_vocab_size') &&
  names.has('intermediate_size') &&
  decoderSizes.every((concept) => names.has(concept)) &&
  !isTrue(values, 'is_decoder') &&
  !hasAny(values, 'rope_theta', 'rotary_emb_base', 'attention_window', 'num_experts');

const isGpt2Like = (values: ConfigObject): boolean =>
  ['n_embd', 'n_layer', 'n_head', 'n_positions', 'vocab_size'].every((key) => Object.hasOwn(values, key)) &&
  !hasAny(values, 'rotary_dim', 'rope_theta', 'position_embedding_type', 'alibi', 'multi_query');

interface Candidate {
  readonly matches: (values: ConfigObject, names: ReadonlyMap<Concept, string>) => boolean;
  readonly read: (config: ConfigFields, values: ConfigObject, library: Library) => Approximation;
  /** What the shape takes where the file is silent. */
  readonly defaults: ConfigObject;
  /** Names of its reader where they are not this module's. */
  readonly fields?: Readonly<Partial<Record<Concept, string>>>;
}

const predictionNote = (values: ConfigObject): Message[] =>
  typeof values['num_nextn_predict_layers'] === 'number' && values['num_nextn_predict_layers'] > 0
    ? [said`Layers that predict further tokens are not counted.`]
    : [];

const withRemarks = (shape: Message, values: ConfigObject): Message =>
  sentences(shape, open, ...untiedAssumed(values), ...predictionNote(values));

const open = said`Norms and biases that its own class may add are not known.`;

/** The known shapes, the most particular first. */
const candidates: readonly Candidate[] = [
  {
    matches: (values, names) =>
      hasAny(values, 'kv_lora_rank') && names.has('num_experts_per_tok') && isLlamaLike(values, names),
    defaults: {},
    fields: { num_experts: 'n_routed_experts', num_shared_experts: 'n_shared_experts' },
    read: (config, values, library) => ({
      family: deepseek.name,
      shape: deepseek.read(config, 'deepseek_v3', library),
      on: withRemarks(
        said`Read as a DeepSeek-like decoder: latent attention, experts after the first dense layers.`,
        values,
      ),
    }),
  },
  {
    matches: (values, names) =>
      !hasAny(values, 'kv_lora_rank') &&
      names.has('num_experts') &&
      names.has('num_experts_per_tok') &&
      isLlamaLike(values, names),
    defaults: {},
    read(config, values) {
      const dense = config.count('first_k_dense_replace');
      return {
        family: 'llama',
        shape: groupedQueryDecoder(config, {
          ...llamaVariant(values),
          hidden: () => config.optionalSize('intermediate_size') ?? config.size('moe_intermediate_size'),
          sparse: { inLayer: (index) => index >= dense, layers: experts(config) },
        }),
        on: withRemarks(said`Read as a Mixtral-like decoder: grouped queries, routed gated experts.`, values),
      };
    },
  },
  {
    matches: (values, names) =>
      !hasAny(values, 'kv_lora_rank') && !names.has('num_experts') && isLlamaLike(values, names),
    defaults: {},
    read(config, values) {
      const variant = llamaVariant(values);
      return {
        family: 'llama',
        shape: groupedQueryDecoder(config, variant),
        on: withRemarks(
          variant.gated === false
            ? said`Read as a Llama-like decoder: grouped queries, rotary positions, a feed-forward without gate.`
            : said`Read as a Llama-like decoder: grouped queries, rotary positions, a gated feed-forward.`,
          values,
        ),
      };
    },
  },
  {
    matches: isBertLike,
    defaults: { tie_word_embeddings: true },
    read: (config, _values, library) => ({
      family: bertLineage.name,
      shape: bertLineage.read(config, 'bert', library),
      on: said`Read as a BERT-like encoder: learned positions, LayerNorm after each part, biases everywhere.`,
    }),
  },
  {
    matches: isGpt2Like,
    defaults: { tie_word_embeddings: true },
    fields: {
      hidden_size: 'n_embd',
      num_hidden_layers: 'n_layer',
      num_attention_heads: 'n_head',
      max_position_embeddings: 'n_positions',
      intermediate_size: 'n_inner',
    },
    read: (config, _values, library) => ({
      family: gpt2.name,
      shape: gpt2.read(config, 'gpt2', library),
      on: said`Read as a GPT-2-like decoder: learned positions, LayerNorm, biases everywhere.`,
    }),
  },
];

/** Where models of several towers keep the config of their language model. */
const languageModelKeys = ['text_config', 'llm_config', 'language_config'] as const;

/** A model of an unknown type around a language model of a known one: that one alone. */
function languageModelOf(config: ConfigFields, values: ConfigObject, library: Library): Approximation | null {
  const key = languageModelKeys.find((name) => isObject(values[name] ?? null));
  if (key === undefined) return null;
  const section = config.section(key);
  const tied = values['tie_word_embeddings'];
  const shape = library.shapeOf({
    modelType: section.modelType,
    config: section.config.overlaid({
      architectures: ['ForCausalLM'],
      ...(typeof tied === 'boolean' ? { tie_word_embeddings: tied } : {}),
    }),
  });
  if (shape?.sample !== 'text') return null;
  return {
    family: 'language model',
    shape,
    on: said`Counted as its language model (${section.modelType}) alone: what else the model has, such as what reads images or sounds, is not known.`,
  };
}

/**
 * Reads the config of an unknown model type as the known shape whose keys it has; null where it has none's, or keys of
 * something else as well. What is wrong with its values becomes a problem of `config`.
 */
export function approximate(
  config: ConfigFields,
  values: ConfigObject,
  library: Library,
): Approximation | null {
  const languageModel = languageModelOf(config, values, library);
  if (languageModel !== null) return languageModel;
  if (isOtherShape(values)) return null;
  const names = namesIn(values);
  const candidate = candidates.find(({ matches }) => matches(values, names));
  if (candidate === undefined) return null;
  const aliases = Object.fromEntries(
    [...names].map(([concept, key]) => [key, candidate.fields?.[concept] ?? concept]),
  );
  return candidate.read(config.withDefaults({ values: candidate.defaults, aliases }), values, library);
}
