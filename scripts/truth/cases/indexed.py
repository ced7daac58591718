"""Decoders whose attention looks where a lighter one points, and mixtures of their time."""
from cases.encoders import text
from cases.hybrids import BIASED, MIXTURE, ROUTED, SLIDING, SMALL, SPARSE, TIED, UNTIED, WIDE_HEADS, variants

INDEXED = ROUTED | {"num_key_value_heads": 6, "kv_lora_rank": 20, "q_lora_rank": 24, "qk_rope_head_dim": 8, "qk_nope_head_dim": 12, "v_head_dim": 10,
                    "n_group": 1, "topk_group": 1, "index_topk": 8, "index_head_dim": 16, "index_n_heads": 3, "pad_token_id": 0}
UNGROUPED = INDEXED | {"n_group": None, "topk_group": None, "gated_norm_rank": 5}
COMPRESSED = SMALL | {"head_dim": 16, "num_key_value_heads": 1, "moe_intermediate_size": 40, "n_routed_experts": 8, "num_experts_per_tok": 2, "q_lora_rank": 24, "o_lora_rank": 10,
                      "o_groups": 3, "index_n_heads": 3, "index_head_dim": 16, "index_topk": 2, "sliding_window": 8, "hc_mult": 3, "partial_rotary_factor": 0.5,
                      "pad_token_id": 0}
del COMPRESSED["intermediate_size"]
EASY = {"compress_rates": {"compressed_sparse_attention": 4, "heavily_compressed_attention": 8}}
MINIMAX = SMALL | {"head_dim": 16, "num_local_experts": 6, "num_experts_per_tok": 2, "dense_intermediate_size": 70, "shared_intermediate_size": 50, "rotary_dim": 8,
                   "index_n_heads": 2, "index_head_dim": 16, "index_block_size": 4, "index_topk_blocks": 2, "pad_token_id": 0}
CONVOLVED = SMALL | {"head_dim": 16, "pad_token_id": 0}

CASES = {
    "deepseek_v32": variants(INDEXED, TIED, BIASED, SPARSE, {"first_k_dense_replace": 1, "n_shared_experts": 2}, {"num_experts": 4}, {"index_n_heads": 5, "index_head_dim": 10}),
    "glm_moe_dsa": variants(INDEXED, TIED, BIASED, SPARSE, {"index_topk_freq": 2}, {"indexer_types": ["full", "shared", "full", "shared"]}, {"index_topk_pattern": "FSSF"}),
    "axk2": variants(UNGROUPED, TIED, BIASED, SPARSE, {"first_k_dense_replace": 2}, {"moe_layer_freq": 2, "n_shared_experts": 2}, {"gated_norm_rank": 9}),
    "hy_v4": variants(INDEXED, TIED, BIASED, SPARSE, {"hc_mult": 3}, {"indexer_types": ["full", "shared", "shared", "full"]}, {"n_shared_experts": 2}),
    "deepseek_v4": variants(COMPRESSED, EASY, EASY | TIED, EASY | {"compress_ratios": [0, 0, 4, 128]}, {"layer_types": ["sliding_attention", "compressed_sparse_attention"] * 2},
                            EASY | {"compress_rate_csa": 3, "compress_rate_hca": 5}, EASY | {"hc_mult": 2, "o_groups": 2}, first={"num_hidden_layers": 5}),
    "minimax_m3_vl_text": variants(MINIMAX, TIED, SPARSE, {"layer_types": ["full_attention", "minimax_m3_sparse"] * 2}, {"moe_layer_freq": [0, 1, 1, 0]},
                                   {"sparse_attention_config": {"sparse_attention_freq": [0, 1, 1, 1], "sparse_num_index_heads": 3, "sparse_index_dim": 16}}),
    "flint": variants(MIXTURE | {"shared_expert_intermediate_size": 30, "pad_token_id": 0}, TIED, BIASED, WIDE_HEADS, SLIDING, {"decoder_sparse_step": 2},
                      {"mlp_only_layers": [2]}, {"num_experts": 0}),
    "beam": variants(MIXTURE | {"n_group": 1, "topk_group": 1, "pad_token_id": 0}, TIED, BIASED, WIDE_HEADS, SLIDING, SPARSE),
    "lfm3": variants(CONVOLVED, UNTIED, BIASED, {"conv_bias": True}, {"use_sandwich_norm": False, "use_attention_gate": False},
                     {"layer_types": ["conv", "full_attention", "sliding_attention", "conv"], "conv_L_cache": 3}),
}
INDEX = [(r"scorer\.weights_proj$", "attention.projections"), (r"indexer(\.scorer)?$", "attention.core"), (r"(indexer|compressor)\.position_bias$", "attention.projections")]
STREAMS = [(r"(attn_hc|ffn_hc|hc_head)", "residual"), (r"layers\.\d+$", "residual")]
COMPONENTS = {
    **dict.fromkeys(("deepseek_v32", "glm_moe_dsa"), INDEX),
    "axk2": [*INDEX, (r"layernorm\.mlp", "norm")],
    "minimax_m3_vl_text": INDEX,
    **dict.fromkeys(("hy_v4", "deepseek_v4"), [*STREAMS, *INDEX]),
    "lfm3": [(r"\.conv(\.|$)", "convolution")],
}


def unmasked(*kinds):
    """A mask for each kind of layer: none. With one of its own making the library looks into its data."""
    return lambda config, batch, sequence: text(config, batch, sequence) | {"attention_mask": dict.fromkeys(kinds)}


INPUTS = {"lfm3": unmasked("full_attention", "sliding_attention", "conv")}
