"""Mixtures of experts, state-space, linear-attention and hybrid decoders."""
import sys

import torch

SMALL = {"hidden_size": 96, "intermediate_size": 200, "num_hidden_layers": 4, "num_attention_heads": 6,
         "num_key_value_heads": 2, "vocab_size": 500}
TIED = {"tie_word_embeddings": True}
UNTIED = {"tie_word_embeddings": False}
BIASED = {"attention_bias": True}
WIDE_HEADS = {"head_dim": 32}
LOCAL = SMALL | {"num_local_experts": 6, "num_experts_per_tok": 2}
MIXTURE = SMALL | {"num_experts": 6, "num_experts_per_tok": 2, "moe_intermediate_size": 40}
ROUTED = SMALL | {"n_routed_experts": 8, "num_experts_per_tok": 2, "moe_intermediate_size": 40}
SLIDING = {"layer_types": ["sliding_attention", "full_attention", "full_attention", "sliding_attention"]}
SPARSE = {"mlp_layer_types": ["dense", "sparse", "dense", "sparse"]}

MAMBA = {"hidden_size": 96, "num_hidden_layers": 3, "state_size": 8, "vocab_size": 500}
JAMBA = {"mamba_d_state": 8, "attn_layer_period": 2, "attn_layer_offset": 1, "pad_token_id": 0}
MAMBA2 = {"mamba_n_heads": 8, "mamba_d_state": 12, "mamba_chunk_size": 10, "pad_token_id": 0}
NEMOTRON = SMALL | {"mamba_num_heads": 8, "mamba_head_dim": 12, "ssm_state_size": 10, "n_groups": 2, "chunk_size": 10, "head_dim": 16,
                    "moe_intermediate_size": 50, "moe_shared_expert_intermediate_size": 60}
ZAMBA = {"hidden_size": 96, "intermediate_size": 200, "num_hidden_layers": 8, "num_attention_heads": 6, "num_key_value_heads": 6,
         "mamba_d_state": 8, "vocab_size": 500, "attn_layer_period": 3, "attn_layer_offset": 1}
ZAMBA2 = {"hidden_size": 96, "num_attention_heads": 6, "mamba_d_state": 8, "n_mamba_heads": 4, "chunk_size": 10, "adapter_rank": 5, "vocab_size": 500,
          "num_hidden_layers": 6, "layers_block_type": ["mamba", "hybrid", "mamba", "hybrid", "hybrid", "mamba"]}
DELTA = {"head_dim": 16, "linear_num_key_heads": 2, "linear_num_value_heads": 4, "linear_key_head_dim": 10, "linear_value_head_dim": 12}
HALF_LINEAR = {"layer_types": ["full_attention", "linear_attention", "linear_attention", "full_attention"]}
LATENT = ROUTED | {"num_key_value_heads": 6, "kv_lora_rank": 20, "q_lora_rank": 24, "qk_rope_head_dim": 8, "qk_nope_head_dim": 12, "v_head_dim": 10,
                   "n_group": 1, "topk_group": 1}
KIMI = SMALL | {"num_hidden_layers": 5, "num_key_value_heads": 6, "kv_lora_rank": 20, "qk_rope_head_dim": 8, "qk_nope_head_dim": 12, "v_head_dim": 10,
                "num_experts": 8, "num_experts_per_token": 2, "moe_intermediate_size": 40, "linear_head_dim": 10, "linear_num_heads": 4, "pad_token_id": 0}
BAILING = {"head_dim": 10, "num_experts": 8, "num_experts_per_token": 2, "layer_group_size": 2, "q_lora_rank": None, "pad_token_id": 0}
CONVOLVED = {"pad_token_id": 0, "layer_types": ["conv", "full_attention", "conv", "conv"]}
DBRX_ATTENTION = {"kv_n_heads": 2, "clip_qkv": 8, "rope_theta": 10000.0}


def variants(base, *extras, first=None):
    """The default config, a small one, and the small one with each of the switches."""
    return [{} if first is None else first, base] + [base | extra for extra in extras]


CASES = {
    "granitemoe": variants(LOCAL, TIED, BIASED, WIDE_HEADS, {"num_key_value_heads": None}),
    "granitemoeshared": variants(LOCAL, TIED, BIASED, {"shared_intermediate_size": 70}, {"num_experts_per_tok": 6}),
    "granitemoe_swa": variants(LOCAL, TIED, BIASED, {"shared_intermediate_size": 70}, SLIDING),
    "minimax_m2": variants(LOCAL, TIED, WIDE_HEADS, {"num_experts_per_tok": 3}, {"num_key_value_heads": 6}),
    "phimoe": variants(LOCAL, TIED, BIASED, {"lm_head_bias": True}, {"sliding_window": 8}, WIDE_HEADS, {"num_experts_per_tok": 1}, {"num_experts_per_tok": 3}),
    "flex_olmo": variants(MIXTURE | {"pad_token_id": 0}, TIED, BIASED, {"num_key_value_heads": None}, {"num_experts_per_tok": 6}),
    "glm4_moe": variants(ROUTED, TIED, BIASED, {"use_qk_norm": True}, {"first_k_dense_replace": 3, "n_shared_experts": 2}, WIDE_HEADS),
    "solar_open": variants(ROUTED, TIED, BIASED, WIDE_HEADS, {"n_shared_experts": 3}),
    "dots1": variants(ROUTED | {"n_shared_experts": 1}, TIED, BIASED, {"n_shared_experts": 2}, {"first_k_dense_replace": 1},
                      {"max_window_layers": 2}, SLIDING,
                      first={"n_routed_experts": 128, "num_experts_per_tok": 6, "n_shared_experts": 2, "num_hidden_layers": 6}),
    "ernie4_5_moe": variants(SMALL | {"moe_num_experts": 6, "moe_k": 2, "moe_intermediate_size": 40}, UNTIED, {"use_bias": True},
                             {"moe_num_shared_experts": 0}, {"moe_layer_interval": 2}, {"moe_layer_start_index": 2},
                             {"moe_layer_start_index": 0, "moe_layer_end_index": 1}),
    "afmoe": variants(MIXTURE, TIED, BIASED, WIDE_HEADS, {"num_dense_layers": 2, "num_shared_experts": 1}, SLIDING),
    "exaone_moe": variants(MIXTURE, TIED, WIDE_HEADS, SPARSE, {"first_k_dense_replace": 2, "num_shared_experts": 2}, SLIDING),
    "aria_text": variants(SMALL | {"moe_num_experts": 6, "moe_topk": 3}, TIED, BIASED, {"moe_num_shared_experts": 1}, WIDE_HEADS,
                          {"mlp_bias": True}),
    "llama4_text": variants(LOCAL | {"intermediate_size_mlp": 90, "head_dim": 16}, TIED, BIASED, {"interleave_moe_layer_step": 2},
                            {"moe_layers": [0, 3]}, {"use_qk_norm": False}, {"no_rope_layers": [1, 0, 0, 1], "attention_chunk_size": 8},
                            first={"num_hidden_layers": 6}),
    "mimo_v2_flash": variants(ROUTED | {"head_dim": 24, "v_head_dim": 12, "num_key_value_heads": 3}, TIED, BIASED, SLIDING, SPARSE),
    "cohere2_moe": variants(MIXTURE | WIDE_HEADS, UNTIED, BIASED, {"num_shared_experts": 2}, {"first_k_dense_replace": 2},
                            {"first_k_dense_replace": 1, "prefix_dense_intermediate_size": 70}, SPARSE, {"rms_norm_eps": 1e-5}),
    "hunyuan_v1_moe": variants(SMALL | {"num_experts": 6, "moe_topk": 2, "head_dim": 16}, TIED, BIASED, {"moe_topk": [1, 2, 3, 2]},
                               {"num_key_value_heads": None}, first={"head_dim": 128}),
    "jetmoe": variants({"hidden_size": 96, "intermediate_size": 70, "num_hidden_layers": 3, "num_key_value_heads": 4, "kv_channels": 16,
                        "num_local_experts": 6, "vocab_size": 500}, UNTIED, {"num_experts_per_tok": 3}, {"num_key_value_heads": 2},
                       {"num_experts_per_tok": 1}),
    "dbrx": variants({"d_model": 96, "n_heads": 6, "n_layers": 3, "vocab_size": 500, "attn_config": DBRX_ATTENTION,
                      "ffn_config": {"ffn_hidden_size": 70, "moe_num_experts": 6, "moe_top_k": 2}},
                     {"attn_config": DBRX_ATTENTION | {"kv_n_heads": 3}}, {"n_heads": 8, "n_layers": 2},
                     {"ffn_config": {"ffn_hidden_size": 50, "moe_num_experts": 4, "moe_top_k": 3}},
                     {"d_model": 48, "ffn_config": {"moe_top_k": 2}},
                     first={"attn_config": DBRX_ATTENTION}),
    "mamba": variants(MAMBA, UNTIED, {"use_bias": True}, {"use_conv_bias": False}, {"expand": 3, "conv_kernel": 3}, {"time_step_rank": 9}),
    "falcon_mamba": variants(MAMBA, UNTIED, {"use_bias": True}, {"use_conv_bias": False}, {"expand": 3, "conv_kernel": 3}, {"time_step_rank": 9}),
    "mamba2": variants(MAMBA | {"num_heads": 8, "head_dim": 24, "n_groups": 2, "chunk_size": 8}, TIED, {"use_bias": True}, {"use_conv_bias": False},
                       {"expand": 1, "head_dim": 12, "conv_kernel": 3}, {"chunk_size": 10}, {"chunk_size": 64, "n_groups": 1}),
    "jamba": variants(MIXTURE | JAMBA, TIED, {"mamba_proj_bias": True, "mamba_conv_bias": False}, {"mamba_dt_rank": 9, "mamba_d_conv": 3, "mamba_expand": 3},
                      {"attn_layer_period": 4, "attn_layer_offset": 0}, {"expert_layer_period": 4, "expert_layer_offset": 2}, {"num_experts": 1, "num_experts_per_tok": 1}),
    "bamba": variants(SMALL | MAMBA2, TIED, BIASED | {"mlp_bias": True}, {"attn_layer_indices": [1, 3]}, {"mamba_proj_bias": True, "mamba_conv_bias": False},
                      {"mamba_n_groups": 2, "mamba_d_conv": 3, "mamba_expand": 1}, {"mamba_d_head": 24, "attn_layer_indices": [0]}),
    "granitemoehybrid": variants(LOCAL | MAMBA2 | {"shared_intermediate_size": 70}, TIED, BIASED | {"layer_types": ["attention", "mamba", "mamba", "attention"]},
                                 {"num_local_experts": 0}, {"mamba_proj_bias": True, "mamba_conv_bias": False}, {"mamba_n_groups": 2},
                                 {"layer_types": ["full_attention", "linear_attention", "full_attention", "linear_attention"]}),
    "falcon_h1": variants(SMALL | MAMBA2 | {"mamba_d_ssm": 64}, TIED, BIASED | {"mlp_bias": True}, {"mamba_rms_norm": True, "mamba_n_groups": 2},
                          {"mamba_proj_bias": True, "mamba_conv_bias": False}, {"projectors_bias": True}, {"mamba_d_ssm": None, "mamba_d_head": 24},
                          {"head_dim": 32}),
    "nemotron_h": variants(NEMOTRON, TIED, {"hybrid_override_pattern": "M-M*EM-", "num_hidden_layers": 7}, {"layers_block_type": ["mamba", "attention", "moe"]},
                           {"use_bias": True, "mlp_bias": True}, {"use_conv_bias": False, "conv_kernel": 3}, {"moe_latent_size": 40}, {"num_key_value_heads": 6}),
    "zamba": variants(ZAMBA, UNTIED, {"mamba_proj_bias": True, "mamba_conv_bias": False}, {"attention_hidden_size": 192, "attention_head_dim": 24, "num_key_value_heads": 3},
                      {"layers_block_type": ["mamba", "hybrid", "mamba", "hybrid"], "num_hidden_layers": 4}, {"n_mamba_heads": 4, "mamba_dt_rank": 5, "mamba_expand": 3}),
    "zamba2": variants(ZAMBA2, UNTIED, UNTIED | {"num_mem_blocks": 2}, {"use_shared_attention_adapter": True, "num_mem_blocks": 2}, {"use_mem_rope": True, "add_bias_linear": True},
                       {"num_mem_blocks": 3, "adapter_rank": 7}, {"num_key_value_heads": 3, "intermediate_size": 70}, {"mamba_ngroups": 2, "mamba_d_conv": 3}),
    "qwen3_next": variants(MIXTURE | DELTA, TIED, BIASED, {"decoder_sparse_step": 2}, {"mlp_only_layers": [0, 3]}, HALF_LINEAR,
                           {"linear_conv_kernel_dim": 3, "shared_expert_intermediate_size": 30}),
    "qwen3_5_text": variants(SMALL | DELTA, TIED, BIASED, {"full_attention_interval": 2}, HALF_LINEAR, {"linear_conv_kernel_dim": 3}),
    "qwen3_5_moe_text": variants(MIXTURE | DELTA, TIED, BIASED, {"full_attention_interval": 3}, HALF_LINEAR, {"shared_expert_intermediate_size": 30}),
    "olmo_hybrid": variants(SMALL | {"pad_token_id": 0}, TIED, BIASED, {"linear_num_key_heads": 2, "linear_key_head_dim": 10}, HALF_LINEAR,
                            {"linear_value_head_dim": 7, "linear_conv_kernel_dim": 3}, {"num_hidden_layers": 2}),
    "glm4_moe_lite": variants(LATENT, TIED, BIASED, {"q_lora_rank": None}, SPARSE, {"n_shared_experts": 2}),
    "axk1": variants(LATENT, TIED, BIASED, {"first_k_dense_replace": 2}, SPARSE, {"moe_layer_freq": 2, "n_shared_experts": 2}),
    "lfm2": variants(SMALL | CONVOLVED, UNTIED, {"conv_bias": True}, {"block_auto_adjust_ff_dim": False}, {"block_multiple_of": 10, "block_ffn_dim_multiplier": 1.3},
                     {"tie_embedding": False, "block_ff_dim": 130, "conv_L_cache": 4}, {"layer_types": None}, {"layer_types": None, "full_attn_idxs": [2]}),
    "lfm2_moe": variants(MIXTURE | CONVOLVED, UNTIED, {"conv_bias": True}, {"num_dense_layers": 0}, {"num_experts_per_tok": 3, "num_dense_layers": 1},
                         first={"layer_types": ["conv", "full_attention"] * 16}),
    "recurrent_gemma": variants(SMALL | {"pad_token_id": 0}, UNTIED, BIASED, {"lru_width": 60}, {"block_types": ["recurrent", "attention"], "conv1d_width": 3},
                                {"num_key_value_heads": None, "attention_window_size": 8}),
    "rwkv": variants({"hidden_size": 96, "num_hidden_layers": 3, "vocab_size": 500}, TIED, {"attention_hidden_size": 60}, {"intermediate_size": 70},
                     {"context_length": 64, "attention_hidden_size": 120}),
    "kimi_linear": variants(KIMI, TIED, BIASED | {"q_lora_rank": 24}, {"layer_types": HALF_LINEAR["layer_types"] + ["full_attention"]},
                            {"linear_attn_config": {"head_dim": 9, "num_heads": 3, "short_conv_kernel_size": 3, "kda_layers": [1, 2, 4],
                                                    "full_attn_layers": [3, 5]}},
                            {"first_k_dense_replace": 2, "num_shared_experts": 2}, {"mlp_layer_types": ["sparse", "dense", "sparse", "dense", "dense"]}),
    "bailing_hybrid": variants(LATENT | BAILING, TIED, BIASED, {"q_lora_rank": 24}, BIASED | {"q_lora_rank": 24}, {"layer_group_size": 3}, HALF_LINEAR, {"first_k_dense_replace": 1, "n_shared_experts": 2}, SPARSE),
    "minimax": variants(LOCAL | {"block_size": 7}, TIED, WIDE_HEADS, {"block_size": 8}, {"block_size": 64}, HALF_LINEAR),
    "hy_v3": variants(MIXTURE, TIED, BIASED, SPARSE, {"num_shared_experts": 2}, WIDE_HEADS),
}
# The one shared feed-forward of Granite stands beside its experts.
GRANITE = [(r"shared_mlp", "experts")]
MIXER = [(r"conv1d", "convolution"), (r"norm", "norm"), (r"(mixer|mamba)(\.\w+)?$", "ssm")]
COMPONENTS = {
    **dict.fromkeys(("mamba", "falcon_mamba", "mamba2", "jamba", "bamba", "granitemoehybrid", "falcon_h1"), MIXER),
    **dict.fromkeys(("qwen3_next", "qwen3_5_text", "qwen3_5_moe_text", "olmo_hybrid"),
                    [(r"conv1d", "convolution"), (r"norm", "norm"), (r"linear_attn", "ssm")]),
    **dict.fromkeys(("lfm2", "lfm2_moe"), [(r"\.conv(\.|$)", "convolution")]),
    "recurrent_gemma": [(r"conv_1d", "convolution"), (r"temporal_block\.[qkvo]_proj", "attention.projections"),
                        (r"temporal_block$", "attention.core"), (r"temporal_block", "ssm")],
    "rwkv": [(r"(\bln|pre_ln)", "norm"), (r"attention", "ssm"), (r"^head$", "head")],
    **dict.fromkeys(("kimi_linear", "bailing_hybrid"),
                    [(r"conv1d", "convolution"), (r"norm", "norm"), (r"linear_attn", "ssm")]),
    "zamba": [*MIXER, (r"\d\.linear$", "other")],
    "zamba2": [*MIXER, (r"\d\.linear$", "other")],
    "nemotron_h": [(r"(experts|latent_proj)", "experts"), (r"gate$", "router"), (r"mlp", "feedForward"), *MIXER],
    "granitemoeshared": GRANITE,
    "granitemoe_swa": GRANITE,
    "ernie4_5_moe": [(r"moe_statics", "router")],
    "afmoe": [(r"expert_bias", "router")],
    "hunyuan_v1_moe": [(r"gate\.wg", "router"), *GRANITE],
    "jetmoe": [(r"router\.layer", "router"), (r"self_attention\.experts", "attention.projections"), (r"mlp", "experts")],
    "dbrx": [(r"router\.layer", "router"), (r"norm_[12]$", "norm"), (r"\.attn\.", "attention.projections"), (r"\.attn$", "attention.core")],
}


def jetmoe_routed(model):
    """Every routed token goes to the first expert: the products are the same whichever it is, the sizes need no data."""
    here = sys.modules[type(model).__module__]

    def gating(self, states):
        logits = self.layer(states).float()
        gates, indices = logits.topk(self.top_k, dim=1)
        order = indices.flatten().sort(0)[1]
        return order, order.div(self.top_k, rounding_mode="trunc"), torch.softmax(gates, dim=1).flatten()[order], None, logits

    here.JetMoeTopKGating.forward = gating
    here.JetMoeParallelExperts.forward = lambda self, states, sizes: torch.nn.functional.linear(states, self.weight[0])


def dbrx_routed(model):
    """As jetmoe_routed."""
    here = sys.modules[type(model).__module__]

    def experts(self, states, indices, weights):
        rows = states.reshape(-1, self.hidden_size).repeat_interleave(indices.shape[1], dim=0)
        first = [weight.view(-1, self.ffn_hidden_size, self.hidden_size)[0] for weight in (self.mlp.w1, self.mlp.v1, self.mlp.w2)]
        routed = self.mlp(rows, *first) * weights.reshape(-1, 1)
        return routed.view(-1, indices.shape[1], self.hidden_size).sum(1).view(states.shape)

    here.DbrxExperts.forward = experts


def unmasked(model):
    """No padding mask for the mixers: looking whether there is padding would read data."""
    sys.modules[type(model).__module__].create_recurrent_attention_mask = lambda *given, **named: None


def nemotron_named(model):
    """The mixers of attention and feed-forward under names that tell them from state-space ones."""
    unmasked(model)
    names = {"full_attention": "self_attn", "mlp": "mlp"}
    for block in model.model.layers:
        if block.block_type in names:
            block.__dict__["mixer"] = block._modules[names[block.block_type]] = block._modules.pop("mixer")


def kimi_named(model):
    """The mixers of Kimi Delta Attention under a name that tells them from attention."""
    unmasked(model)
    for layer in model.model.layers:
        if type(layer.self_attn).__name__.endswith("DeltaAttention"):
            layer.__dict__["self_attn"] = layer._modules["linear_attn"] = layer._modules.pop("self_attn")


PREPARE = {
    **dict.fromkeys(("kimi_linear", "bailing_hybrid"), kimi_named),
    **dict.fromkeys(("mamba", "falcon_mamba", "mamba2", "jamba", "bamba", "granitemoehybrid", "falcon_h1", "zamba", "zamba2",
                     "qwen3_next", "qwen3_5_text", "qwen3_5_moe_text", "olmo_hybrid", "lfm2", "lfm2_moe", "recurrent_gemma", "minimax"), unmasked),
    "nemotron_h": nemotron_named,
    "jetmoe": jetmoe_routed,
    "dbrx": dbrx_routed,
}
