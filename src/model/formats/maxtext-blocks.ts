import type { ConfigObject } from '../config-fields';
import type { ModelPart } from './format';
import { renamed } from './format';

/** A block of MaxText's whose layers are a library model's: its type there, the names of its sizes, and what follows from several. */
interface LibraryBlock {
  readonly modelType: string;
  readonly names: Readonly<Record<string, string>>;
  readonly further?: (values: ConfigObject) => ConfigObject;
}

/** MaxText's keys that mean the same in each block, and the library's for them. */
export const sharedSizes = {
  base_emb_dim: 'hidden_size',
  base_num_decoder_layers: 'num_hidden_layers',
  base_num_query_heads: 'num_attention_heads',
  base_num_kv_heads: 'num_key_value_heads',
  vocab_size: 'vocab_size',
} as const;
export const experts = { num_experts_per_tok: 'num_experts_per_tok' } as const;
/** The library's head width of a latent attention is another thing than MaxText's. */
const latentSizes = {
  ...sharedSizes,
  logits_via_embedding: 'tie_word_embeddings',
  max_position_embeddings: 'max_position_embeddings',
} as const;
const sizes = { ...latentSizes, head_dim: 'head_dim' } as const;

const deltaRule: LibraryBlock = {
  modelType: 'qwen3_next',
  names: {
    ...sizes,
    ...experts,
    num_experts: 'num_experts',
    base_mlp_dim: 'intermediate_size',
    base_moe_mlp_dim: 'moe_intermediate_size',
    gdn_conv_kernel_dim: 'linear_conv_kernel_dim',
    gdn_key_head_dim: 'linear_key_head_dim',
    gdn_value_head_dim: 'linear_value_head_dim',
    gdn_num_key_heads: 'linear_num_key_heads',
    gdn_num_value_heads: 'linear_num_value_heads',
    inhomogeneous_layer_cycle_interval: 'full_attention_interval',
  },
  further: ({ shared_experts: shared, base_moe_mlp_dim: hidden }) =>
    typeof shared === 'number' && typeof hidden === 'number'
      ? { shared_expert_intermediate_size: shared * hidden }
      : {},
};

const blocks: Readonly<Record<string, LibraryBlock>> = {
  gpt_oss: {
    modelType: 'gpt_oss',
    names: {
      ...sizes,
      ...experts,
      num_experts: 'num_local_experts',
      base_moe_mlp_dim: 'intermediate_size',
      sliding_window_size: 'sliding_window',
    },
  },
  olmo3: {
    modelType: 'olmo3',
    names: { ...sizes, base_mlp_dim: 'intermediate_size', sliding_window_size: 'sliding_window' },
  },
  llama4: {
    modelType: 'llama4_text',
    names: {
      ...sizes,
      ...experts,
      num_experts: 'num_local_experts',
      base_mlp_dim: 'intermediate_size_mlp',
      base_moe_mlp_dim: 'intermediate_size',
      interleave_moe_layer_step: 'interleave_moe_layer_step',
      nope_layer_interval: 'no_rope_layer_interval',
      chunk_attn_window_size: 'attention_chunk_size',
    },
  },
  qwen3_next: deltaRule,
  qwen3_5: { ...deltaRule, modelType: 'qwen3_5_moe_text' },
  // With an indexer, else it is one of the generic ones.
  deepseek: {
    modelType: 'deepseek_v32',
    names: {
      ...latentSizes,
      ...experts,
      base_mlp_dim: 'intermediate_size',
      base_moe_mlp_dim: 'moe_intermediate_size',
      num_experts: 'n_routed_experts',
      shared_experts: 'n_shared_experts',
      first_num_dense_layers: 'first_k_dense_replace',
      q_lora_rank: 'q_lora_rank',
      kv_lora_rank: 'kv_lora_rank',
      qk_nope_head_dim: 'qk_nope_head_dim',
      qk_rope_head_dim: 'qk_rope_head_dim',
      v_head_dim: 'v_head_dim',
      indexer_n_heads: 'index_n_heads',
      indexer_head_dim: 'index_head_dim',
      indexer_topk: 'index_topk',
    },
  },
};

/** A block that the library has as a model of its own; null for another. */
export function libraryBlock(
  block: string,
  values: ConfigObject,
): Extract<ModelPart, { kind: 'library' }> | null {
  const known = Object.hasOwn(blocks, block) ? blocks[block] : undefined;
  if (known === undefined) return null;
  const own = renamed(values, known.names);
  return {
    kind: 'library',
    modelType: known.modelType,
    prefix: '',
    values: { ...own.values, ...(known.further?.(values) ?? {}) },
    ownKeys: own.ownKeys,
  };
}
