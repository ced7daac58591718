import type { ConfigObject, ConfigValue } from '../config-fields';
import { said, type Message } from '../../units/message';
import { paddedTo } from './format';

/** Arguments that decide how many parameters there are, beside the three that nothing is read without. */
const sizeArguments = [
  'ffn_hidden_size',
  'kv_channels',
  'num_query_groups',
  'num_key_value_heads',
  'attention_head_type',
  'num_experts',
  'moe_layer_freq',
  'moe_ffn_hidden_size',
  'moe_shared_expert_intermediate_size',
  'q_lora_rank',
  'kv_lora_rank',
  'qk_head_dim',
  'qk_pos_emb_head_dim',
  'v_head_dim',
  'vocab_size',
  'padded_vocab_size',
  'make_vocab_size_divisible_by',
] as const;

/** Switches of layers that are not counted here. */
const uncountedLayers = [
  'attention_output_gate',
  'post_self_attn_layernorm',
  'post_mlp_layernorm',
  'sandwich_norm',
  'moe_latent_size',
  'dsa_indexer_n_heads',
] as const;

/** What only a run of the script fills in. */
export const isUnresolved = (value: ConfigValue | undefined): boolean =>
  typeof value === 'string' && value.includes('$');

/** Whether an argument is there and switched on. */
export const isSet = (value: ConfigValue | undefined): boolean =>
  value !== undefined && value !== null && value !== false && value !== '' && value !== 'None';

const usualDegrees = [1, 2, 4, 8] as const;
const usualDivisor = 128;

/** Whether the vocabulary is padded to another size by a tensor-parallel degree that only a run fills in. */
function isPaddingOpen(values: ConfigObject): boolean {
  const { vocab_size: entries, make_vocab_size_divisible_by: divisor } = values;
  if (typeof entries !== 'number' || isSet(values['padded_vocab_size'])) return false;
  const multiple = typeof divisor === 'number' ? divisor : usualDivisor;
  const sizes = new Set(usualDegrees.map((degree) => paddedTo(multiple * degree, entries)));
  return isUnresolved(values['tensor_model_parallel_size']) && sizes.size > 1;
}

/** Layers that Megatron itself builds: its own specifications of GPT, by whatever path. */
const isOwnSpec = (spec: string): boolean => /^(?:local|te)$|gpt[\w.]*layer_spec/.test(spec);

/** A number of groups that Megatron-LM takes only beside another argument. */
function groupGaps(values: ConfigObject, spellingOf: (name: string) => string): Message[] {
  const { group_query_attention: isGrouped, num_query_groups: groups } = values;
  const count = spellingOf('num_query_groups');
  // The flag may stand where the script is included from; without it, Megatron passes the groups over.
  if (count.startsWith('--') && isSet(groups) && isGrouped === undefined)
    return [
      said`${count} without --group-query-attention: Megatron would pass it over; the groups are taken as given.`,
    ];
  return [];
}

/** T5 whose stacks differ in depth: releases of Megatron-LM differ in what they make of it. */
export function t5Gaps(values: ConfigObject, spellingOf: (name: string) => string): Message[] {
  const { num_layers: encoder, decoder_num_layers: decoder } = values;
  if (!isSet(decoder) || isUnresolved(decoder) || encoder === decoder) return [];
  return [
    said`${spellingOf('decoder_num_layers')} is not the encoder’s: Megatron’s latest release builds the decoder as deep as the encoder.`,
  ];
}

/** What of a model's size the arguments leave open, or ask for and is not counted: what its figures rest on. */
export function megatronGaps(values: ConfigObject, spellingOf: (name: string) => string): Message[] {
  const open = [
    ...sizeArguments.filter((name) => isUnresolved(values[name])),
    ...(isPaddingOpen(values) ? ['tensor_model_parallel_size'] : []),
  ];
  const uncounted = uncountedLayers.filter((name) => isSet(values[name]));
  const { spec: written } = values;
  const spec = Array.isArray(written) ? written.join(' ') : written;
  return [
    ...(open.length === 0
      ? []
      : [said`${open.map(spellingOf).join(', ')}: filled in when it is run, taken at Megatron’s default.`]),
    ...(typeof spec !== 'string' || isOwnSpec(spec)
      ? []
      : [said`The layers are those of ${spec.slice(0, 80)}, which is not read: read as Megatron’s own.`]),
    ...groupGaps(values, spellingOf),
    ...(uncounted.length === 0 ? [] : [said`${uncounted.map(spellingOf).join(', ')}: not counted.`]),
  ];
}
