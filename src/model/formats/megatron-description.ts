import type { ConfigFields, ConfigValue } from '../config-fields';
import type {
  GenericExperts,
  LatentAttention,
  TransformerDescription,
} from '../families/generic/transformer';
import type { ModelShape } from '../families/family';
import { layerNorm, linear, table, vector } from '../layers';
import { queryKeyValueBias } from '../sub-layers';
import type { Layer } from '../layers';
import { defaults, llamaHidden, paddedTo } from './format';
import { isSet } from './megatron-gaps';
import { megatronT5 } from './megatron-t5';
import { tokenizerEntries } from './tokenizers';
import { said } from '../../units/message';

/** Megatron-LM's argument defaults (megatron/training/arguments.py). */
export const argumentDefaults = defaults({
  make_vocab_size_divisible_by: 128,
  position_embedding_type: 'learned_absolute',
  normalization: 'LayerNorm',
  rotary_percent: 1,
  moe_router_topk: 2,
  kv_lora_rank: 32,
  qk_head_dim: 128,
  qk_pos_emb_head_dim: 64,
  v_head_dim: 128,
});

/**
 * What a Primus file's base (`extends: llama3_base.yaml`) says, which is another file: what its bases of the Llama,
 * Qwen, Mixtral and DeepSeek lineages have in common.
 */
export const extendedDefaults = defaults({
  ...argumentDefaults.values,
  position_embedding_type: 'rope',
  normalization: 'RMSNorm',
  swiglu: true,
  disable_bias_linear: true,
  untie_embeddings_and_output_weights: true,
});
export const extendedApproximation = said`The file extends another, which is not read: rotary positions, RMSNorm, SwiGLU, no biases and an untied head are taken for granted.`;

/** Which layers have experts: every n-th, or a list as Python writes it: "([0]*1+[1]*59)". */
function expertLayers(config: ConfigFields, layers: number): (index: number) => boolean {
  const written = config.raw('moe_layer_freq') ?? 1;
  const frequency = typeof written === 'string' && /^\d{1,6}$/.test(written) ? Number(written) : written;
  if (typeof frequency === 'number' && Number.isInteger(frequency) && frequency > 0)
    return (index) => index % frequency === 0;
  if (Array.isArray(frequency)) {
    const listed = config.integers('moe_layer_freq');
    return (index) => listed[index] === 1;
  }
  const pattern: number[] = [];
  const text = typeof frequency === 'string' ? frequency : '';
  for (const [, item = '', times] of text.matchAll(/\[([\d,\s]+)\](?:\s*\*\s*(\d+))?/g)) {
    const values = item.split(',').map(Number);
    const repeats = Math.min(Number(times ?? 1), layers);
    for (let repeat = 0; repeat < repeats && pattern.length < layers; repeat++) pattern.push(...values);
  }
  if (pattern.length === 0) {
    config.refuse('moe_layer_freq', 'must be a whole number, or a list such as [0]*1+[1]*59.');
    return () => true;
  }
  return (index) => pattern[index] === 1;
}

/** Arguments of microsoft/Megatron-DeepSpeed's own experts (megatron/arguments.py). */
const deepspeedExperts = [
  'expert_interval',
  'topk',
  'moe_expert_parallel_size',
  'moe_train_capacity_factor',
  'moe_min_capacity',
  'mlp_type',
  'create_moe_param_group',
  'deepspeed',
  'deepspeed_config',
] as const;

/** Experts of DeepSpeed's: one is none, each second layer has them, and a token goes to one, where nobody says otherwise. */
function deepspeedExpertsOf(config: ConfigFields, count: number, hidden: number): GenericExperts | null {
  if (count <= 1) return null;
  const interval = config.optionalSize('expert_interval') ?? 2;
  return {
    count,
    used: config.given('topk') ? config.expertsPerToken('topk', count) : 1,
    hidden,
    sharedHidden: 0,
    inLayer: (index) => (index + 1) % interval === 0,
  };
}

function expertsOf(config: ConfigFields, layers: number, hidden: number): GenericExperts | null {
  const count = config.count('num_experts');
  if (count === 0) return null;
  if (deepspeedExperts.some((name) => isSet(config.raw(name))))
    return deepspeedExpertsOf(config, count, hidden);
  return {
    count,
    used: config.expertsPerToken('moe_router_topk', count),
    hidden: config.optionalSize('moe_ffn_hidden_size') ?? hidden,
    sharedHidden: config.count('moe_shared_expert_intermediate_size'),
    sharedGate: config.flag('moe_shared_expert_gate'),
    routerBias: config.flag('enable_gpt_oss'),
    inLayer: expertLayers(config, layers),
  };
}

function latentOf(config: ConfigFields): LatentAttention | null {
  const isLatent = config.flag('multi_latent_attention') || config.given('kv_lora_rank');
  if (!isLatent) return null;
  return {
    queryRank: config.optionalSize('q_lora_rank'),
    keyValueRank: config.size('kv_lora_rank'),
    unrotatedWidth: config.size('qk_head_dim'),
    rotatedWidth: config.size('qk_pos_emb_head_dim'),
    valueWidth: config.size('v_head_dim'),
  };
}

/** `--vocab-size`, else the tokenizer's, padded as Megatron pads it: to a multiple for each tensor-parallel rank. */
export function vocabularyOf(config: ConfigFields, hasSentinels: boolean): number | null {
  // bigscience-workshop/Megatron-DeepSpeed, megatron/arguments.py.
  const padded = config.optionalSize('padded_vocab_size') ?? config.optionalSize('pad_vocab_size_to');
  if (padded !== null) return padded;
  const written =
    config.optionalSize('vocab_size') ??
    tokenizerEntries(
      config.raw('tokenizer_model'),
      config.raw('tokenizer_name_or_path'),
      config.raw('tokenizer_type'),
      config.raw('vocab_file'),
      // With a merge file the default tokenizer is GPT-2's.
      config.given('merge_file') ? 'gpt2' : undefined,
    );
  if (written === null) return null;
  const entries = written + (hasSentinels ? config.count('vocab_extra_ids') : 0);
  const parallel = config.optionalSize('tensor_model_parallel_size') ?? 1;
  return paddedTo(config.size('make_vocab_size_divisible_by') * parallel, entries);
}

const isText = (value: ConfigValue | undefined, wanted: string): boolean =>
  typeof value === 'string' && value.toLowerCase() === wanted;

/** What BERT has over GPT in Megatron: token types, a transform before the head, a pooler for the second task. */
function bertParts(config: ConfigFields, width: number): Partial<TransformerDescription> {
  const hasBinaryHead = !config.flag('bert_no_binary_head');
  const pooler: Layer[] = hasBinaryHead
    ? [linear('head', width, width, true, { positions: 1 }), linear('head', width, 2, true, { positions: 1 })]
    : [];
  return {
    bidirectional: true,
    otherEmbeddings: hasBinaryHead ? [table('embedding', 2, width)] : [],
    beforeHead: [linear('head', width, width, true), layerNorm(width), ...pooler],
    headBias: true,
  };
}

/** Heads of keys and values: one in multi-query attention, one for each group, else one for each head. */
function keyValueHeadsOf(config: ConfigFields, heads: number): number {
  // bigcode-project/Megatron-LM, megatron/arguments.py.
  if (isText(config.raw('attention_head_type'), 'multiquery')) return 1;
  // microsoft/Megatron-DeepSpeed, megatron/arguments.py.
  if (config.given('num_key_value_heads')) return config.keyValueHeads('num_key_value_heads', heads);
  const grouping = queryGroupsOf(config);
  return grouping === 'none'
    ? heads
    : grouping === 'one'
      ? 1
      : config.keyValueHeads('num_query_groups', heads);
}

function queryGroupsOf(config: ConfigFields): 'given' | 'one' | 'none' {
  const written = config.raw('group_query_attention');
  if (written === false) return 'none';
  if (config.given('num_query_groups')) return 'given';
  return config.flag('group_query_attention') ? 'one' : 'none';
}

/** A model of Megatron-LM by its arguments, each by its name with underscores. */
export function describe(config: ConfigFields, kind: 'gpt' | 'bert' | 't5'): TransformerDescription {
  const width = config.size('hidden_size');
  const heads = config.size('num_attention_heads');
  const layers = config.layers('num_layers');
  const isSwiglu = config.flag('swiglu');
  const gated = isSwiglu || config.flag('quick_geglu');
  // FlagScale rounds as Llama's own code does.
  const multiple = config.optionalSize('multiple_of');
  const swigluWidth =
    multiple === null
      ? Math.max(1, Math.floor((4 * width * 2) / 3 / 64) * 64)
      : llamaHidden(width, multiple, config.decimal('hidden_dim_multiplier') ?? 1);
  const usual = isSwiglu ? swigluWidth : 4 * width;
  const hidden = config.optionalSize('ffn_hidden_size') ?? usual;
  const bias = !config.flag('disable_bias_linear') && config.raw('add_bias_linear') !== false;
  const headWidth =
    config.optionalSize('kv_channels') ?? config.headWidth('hidden_size', 'num_attention_heads');
  const positionType = config.raw('position_embedding_type');
  const isRotary =
    isText(positionType, 'rope') ||
    isText(positionType, 'yarn') ||
    // Sets YaRN's positions and a bias of the router, whatever else is given.
    config.flag('enable_gpt_oss') ||
    config.flag('use_rotary_position_embeddings');
  const learns = isText(positionType, 'learned_absolute') && !isRotary;
  const predicted = config.count('mtp_num_layers');
  const isTied =
    config.raw('untie_embeddings_and_output_weights') !== true &&
    config.raw('share_embeddings_and_output_weights') !== false;
  const context =
    config.optionalSize('max_position_embeddings') ??
    config.optionalSize('seq_length') ??
    config.optionalSize('encoder_seq_length');
  return {
    width,
    layers,
    heads,
    keyValueHeads: keyValueHeadsOf(config, heads),
    headWidth,
    attentionBias: queryKeyValueBias(bias || config.flag('add_qkv_bias'), bias),
    latent: latentOf(config),
    queryKeyNorm: config.flag('qk_layernorm') ? 'head' : null,
    norm: isText(config.raw('normalization'), 'rmsnorm') ? 'rms' : 'layer',
    learnedPositions: learns ? (context ?? config.size('max_position_embeddings')) : null,
    rotatedWidth: isRotary ? Math.floor(headWidth * (config.decimal('rotary_percent') ?? 1)) : 0,
    hidden,
    gated,
    feedForwardBias: bias,
    experts: expertsOf(config, layers, hidden),
    extraLayers: [
      // A sink for each head.
      ...(isText(config.raw('softmax_type'), 'learnable') ? [vector('other', heads)] : []),
      // The slopes of either side (swiss-ai/Megatron-LM, megatron/core/activations.py).
      ...(config.flag('xielu') ? [vector('feedForward', 2)] : []),
    ],
    vocabulary: vocabularyOf(config, kind !== 'gpt'),
    // bigscience-workshop/Megatron-DeepSpeed, megatron/model/language_model.py.
    embeddingNorm: config.flag('embed_layernorm'),
    tied: isTied,
    contextLength: context,
    notes: predicted > 0 ? [said`The multi-token-prediction layers are not counted.`] : [],
    ...(kind === 'bert' ? bertParts(config, width) : {}),
  };
}

/** T5 of the same arguments as GPT: encoder and decoder as deep as each other, unless each is given its own depth. */
export function t5Shape(config: ConfigFields): ModelShape {
  const encoderLayers = config.layers(
    config.given('encoder_num_layers') ? 'encoder_num_layers' : 'num_layers',
  );
  const isRelative = isText(config.raw('position_embedding_type'), 'relative');
  return megatronT5(describe(config, 't5'), {
    encoderLayers,
    decoderLayers: config.given('decoder_num_layers') ? config.layers('decoder_num_layers') : encoderLayers,
    relativeBuckets: isRelative ? (config.optionalSize('relative_attention_num_buckets') ?? 32) : null,
  });
}
