import type { ConfigObject } from '../config-fields';
import type { ConfigDocument } from '../documents/document';
import { isObject } from '../config-fields';
import type { ModelPart, Syntax, TextFormat } from './format';
import { said } from '../../units/message';

const llama3 = { vocab_size: 128256, num_key_value_heads: 8, max_position_embeddings: 8192 };
const deepseek = {
  kv_lora_rank: 512,
  qk_nope_head_dim: 128,
  qk_rope_head_dim: 64,
  v_head_dim: 128,
  n_shared_experts: 2,
  first_k_dense_replace: 1,
  vocab_size: 102400,
};
const qwen3 = { vocab_size: 151936, head_dim: 128, num_key_value_heads: 8 };

/** The flavors that torchtitan's model registries publish, in the library's keys. */
const flavors: Readonly<Record<string, readonly [modelType: string, values: ConfigObject]>> = {
  'llama3 debugmodel': [
    'llama',
    {
      ...llama3,
      vocab_size: 2048,
      hidden_size: 256,
      num_hidden_layers: 6,
      num_attention_heads: 16,
      num_key_value_heads: 16,
      intermediate_size: 768,
    },
  ],
  'llama3 1B': [
    'llama',
    {
      ...llama3,
      hidden_size: 2048,
      num_hidden_layers: 16,
      num_attention_heads: 32,
      intermediate_size: 8192,
      tie_word_embeddings: true,
    },
  ],
  'llama3 3B': [
    'llama',
    {
      ...llama3,
      hidden_size: 3072,
      num_hidden_layers: 28,
      num_attention_heads: 24,
      intermediate_size: 8192,
      tie_word_embeddings: true,
    },
  ],
  'llama3 8B': [
    'llama',
    {
      ...llama3,
      hidden_size: 4096,
      num_hidden_layers: 32,
      num_attention_heads: 32,
      intermediate_size: 14336,
    },
  ],
  'llama3 70B': [
    'llama',
    {
      ...llama3,
      hidden_size: 8192,
      num_hidden_layers: 80,
      num_attention_heads: 64,
      intermediate_size: 28672,
    },
  ],
  'llama3 405B': [
    'llama',
    {
      ...llama3,
      hidden_size: 16384,
      num_hidden_layers: 126,
      num_attention_heads: 128,
      intermediate_size: 53248,
    },
  ],
  'deepseek_v3 debugmodel': [
    'deepseek_v2',
    {
      ...deepseek,
      vocab_size: 2048,
      hidden_size: 256,
      intermediate_size: 1024,
      moe_intermediate_size: 256,
      num_hidden_layers: 6,
      num_attention_heads: 16,
      num_key_value_heads: 16,
      n_routed_experts: 8,
      num_experts_per_tok: 3,
      q_lora_rank: null,
    },
  ],
  'deepseek_v3 16B': [
    'deepseek_v2',
    {
      ...deepseek,
      hidden_size: 2048,
      intermediate_size: 10944,
      moe_intermediate_size: 1408,
      num_hidden_layers: 27,
      num_attention_heads: 16,
      num_key_value_heads: 16,
      n_routed_experts: 64,
      num_experts_per_tok: 6,
      q_lora_rank: null,
    },
  ],
  'deepseek_v3 236B': [
    'deepseek_v2',
    {
      ...deepseek,
      hidden_size: 5120,
      intermediate_size: 12288,
      moe_intermediate_size: 1536,
      num_hidden_layers: 60,
      num_attention_heads: 128,
      num_key_value_heads: 128,
      n_routed_experts: 160,
      num_experts_per_tok: 6,
      q_lora_rank: 1536,
    },
  ],
  'deepseek_v3 671B': [
    'deepseek_v3',
    {
      ...deepseek,
      vocab_size: 129280,
      hidden_size: 7168,
      intermediate_size: 18432,
      moe_intermediate_size: 2048,
      num_hidden_layers: 61,
      first_k_dense_replace: 3,
      num_attention_heads: 128,
      num_key_value_heads: 128,
      n_routed_experts: 256,
      n_shared_experts: 1,
      num_experts_per_tok: 8,
      q_lora_rank: 1536,
    },
  ],
  'qwen3 debugmodel': [
    'qwen3',
    {
      ...qwen3,
      vocab_size: 2048,
      hidden_size: 256,
      num_hidden_layers: 8,
      num_attention_heads: 16,
      intermediate_size: 3072,
      tie_word_embeddings: true,
    },
  ],
  'qwen3 0.6B': [
    'qwen3',
    {
      ...qwen3,
      hidden_size: 1024,
      num_hidden_layers: 28,
      num_attention_heads: 16,
      intermediate_size: 3072,
      tie_word_embeddings: true,
    },
  ],
  'qwen3 1.7B': [
    'qwen3',
    {
      ...qwen3,
      hidden_size: 2048,
      num_hidden_layers: 28,
      num_attention_heads: 16,
      intermediate_size: 6144,
      tie_word_embeddings: true,
    },
  ],
  'qwen3 4B': [
    'qwen3',
    {
      ...qwen3,
      hidden_size: 2560,
      num_hidden_layers: 36,
      num_attention_heads: 32,
      intermediate_size: 9728,
      tie_word_embeddings: true,
    },
  ],
  'qwen3 8B': [
    'qwen3',
    { ...qwen3, hidden_size: 4096, num_hidden_layers: 36, num_attention_heads: 32, intermediate_size: 12288 },
  ],
  'qwen3 14B': [
    'qwen3',
    { ...qwen3, hidden_size: 5120, num_hidden_layers: 40, num_attention_heads: 40, intermediate_size: 17408 },
  ],
  'qwen3 32B': [
    'qwen3',
    { ...qwen3, hidden_size: 5120, num_hidden_layers: 64, num_attention_heads: 64, intermediate_size: 25600 },
  ],
  'qwen3 30B-A3B': [
    'qwen3_moe',
    {
      ...qwen3,
      hidden_size: 2048,
      num_hidden_layers: 48,
      num_attention_heads: 32,
      num_key_value_heads: 4,
      num_experts: 128,
      num_experts_per_tok: 8,
      moe_intermediate_size: 768,
    },
  ],
  'qwen3 235B-A22B': [
    'qwen3_moe',
    {
      ...qwen3,
      hidden_size: 4096,
      num_hidden_layers: 94,
      num_attention_heads: 64,
      num_key_value_heads: 4,
      num_experts: 128,
      num_experts_per_tok: 8,
      moe_intermediate_size: 1536,
    },
  ],
  'gpt_oss 20b': ['gpt_oss', { num_hidden_layers: 24, num_local_experts: 32 }],
  'gpt_oss 120b': ['gpt_oss', { num_hidden_layers: 36, num_local_experts: 128 }],
  'llama4 17bx16e': ['llama4_text', { num_local_experts: 16 }],
  'llama4 17bx128e': ['llama4_text', { num_local_experts: 128, interleave_moe_layer_step: 2 }],
};

function find({ values }: ConfigDocument): ModelPart | null {
  const model = values['model'];
  if (!isObject(model)) return null;
  const { name, flavor } = model;
  if (typeof name !== 'string' || typeof flavor !== 'string') return null;
  // The same sizes with other kernels for attention, or with the projections of queries, keys and values in one.
  const key = `${name} ${flavor.replace(/_(?:flex(?:_attn)?|varlen(?:_attn)?|fused_qkv)$/, '')}`;
  const known = Object.hasOwn(flavors, key) ? flavors[key] : undefined;
  if (known === undefined)
    return { kind: 'unknown', name: `torchtitan ${key.slice(0, 60)}`, key: 'model.flavor' };
  const [modelType, sizes] = known;
  const notes = [said`The sizes are those that torchtitan publishes for ${key}.`];
  return { kind: 'library', modelType, prefix: 'model.', values: sizes, ownKeys: {}, notes };
}

const torchtitanIn = (syntax: Syntax, telling: readonly RegExp[]): TextFormat => ({
  name: 'torchtitan',
  syntax,
  telling,
  find,
});
export const torchtitanToml = torchtitanIn('toml', [
  /^[ \t]*(?:\[model\]|model[ \t]*[.=])/m,
  /\bflavor[ \t]*=/,
]);
/** Primus writes the same sections in YAML. */
export const torchtitanYaml = torchtitanIn('yaml', [/^model:/m, /^[ \t]+flavor:/m]);
