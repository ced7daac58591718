/** How config files spell the keys of a shape: the library's name first. */
export const spellings = {
  hidden_size: ['hidden_size', 'n_embd', 'd_model', 'model_dim', 'dim'],
  num_hidden_layers: ['num_hidden_layers', 'num_layers', 'n_layer', 'n_layers'],
  num_attention_heads: ['num_attention_heads', 'n_head', 'n_heads', 'num_heads'],
  num_key_value_heads: [
    'num_key_value_heads',
    'num_kv_heads',
    'n_kv_heads',
    'n_head_kv',
    'num_query_groups',
    'multi_query_group_num',
  ],
  head_dim: ['head_dim', 'kv_channels', 'head_size'],
  intermediate_size: [
    'intermediate_size',
    'ffn_hidden_size',
    'mlp_hidden_size',
    'ffn_dim',
    'd_ff',
    'n_inner',
  ],
  vocab_size: ['vocab_size', 'padded_vocab_size', 'n_vocab'],
  max_position_embeddings: [
    'max_position_embeddings',
    'n_positions',
    'max_sequence_length',
    'seq_length',
    'max_seq_len',
    'n_ctx',
  ],
  num_experts: ['num_experts', 'num_local_experts', 'n_routed_experts', 'moe_num_experts'],
  num_experts_per_tok: [
    'num_experts_per_tok',
    'num_experts_per_token',
    'num_activated_experts',
    'moe_topk',
    'moe_k',
    'top_k_experts',
  ],
  moe_intermediate_size: ['moe_intermediate_size', 'expert_intermediate_size', 'moe_ffn_hidden_size'],
  num_shared_experts: [
    'num_shared_experts',
    'n_shared_experts',
    'num_shared_expert',
    'moe_num_shared_experts',
  ],
  first_k_dense_replace: ['first_k_dense_replace', 'num_dense_layers'],
} as const;
/** What a config says of a shape, by the name that the library has for it. */
export type Concept = keyof typeof spellings;

/** Words of one framework each: of what another may mean by them nothing is concluded. */
const otherSpellings: readonly (readonly [key: string, concept: Concept])[] = [
  // nanoGPT
  ['block_size', 'max_position_embeddings'],
  // litGPT
  ['n_query_groups', 'num_key_value_heads'],
  // MaxText
  ['base_emb_dim', 'hidden_size'],
  ['base_num_decoder_layers', 'num_hidden_layers'],
  ['base_num_query_heads', 'num_attention_heads'],
  ['base_num_kv_heads', 'num_key_value_heads'],
  ['base_mlp_dim', 'intermediate_size'],
  // T5X
  ['emb_dim', 'hidden_size'],
  ['num_encoder_layers', 'num_hidden_layers'],
  ['mlp_dim', 'intermediate_size'],
  // Cerebras Model Zoo
  ['filter_size', 'intermediate_size'],
  // Levanter
  ['intermediate_dim', 'intermediate_size'],
  ['seq_len', 'max_position_embeddings'],
];

const conceptOf: ReadonlyMap<string, Concept> = new Map([
  ...Object.entries(spellings).flatMap(([concept, keys]) =>
    keys.map((key): [string, Concept] => [key, concept as Concept]),
  ),
  ...otherSpellings,
]);

/** Every spelling of a key of a shape, with what it stands for. */
export const allSpellings: ReadonlyMap<string, Concept> = conceptOf;

/** What a key of a configuration stands for; launchers write keys with dashes. */
export const conceptOfKey = (key: string): Concept | undefined =>
  conceptOf.get(key) ??
  (key.includes('-') ? conceptOf.get(key.replace(/^-+/, '').replaceAll('-', '_')) : undefined);
