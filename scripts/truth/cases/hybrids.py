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

DBRX_ATTENTION = {"kv_n_heads": 2, "clip_qkv": 8, "rope_theta": 10000.0}


def variants(base, *extras, first=None):
    """The default config, a small one, and the small one with each of the switches."""
    return [{} if first is None else first, base] + [base | extra for extra in extras]


CASES = {
    "granitemoe": variants(LOCAL, TIED, BIASED, WIDE_HEADS, {"num_key_value_heads": None}),
    "granitemoeshared": variants(LOCAL, TIED, BIASED, {"shared_intermediate_size": 70}, {"num_experts_per_tok": 6}),
    "granitemoe_swa": variants(LOCAL, TIED, BIASED, {"shared_intermediate_size": 70}, SLIDING),
    "minimax_m2": variants(LOCAL, TIED, WIDE_HEADS, {"num_experts_per_tok": 3}, {"num_key_value_heads": 6}),
    "phimoe": variants(LOCAL, TIED, BIASED, {"lm_head_bias": True}, {"sliding_window": 8}, WIDE_HEADS),
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
    "hy_v3": variants(MIXTURE, TIED, BIASED, SPARSE, {"num_shared_experts": 2}, WIDE_HEADS),
}
# The one shared feed-forward of Granite stands beside its experts.
GRANITE = [(r"shared_mlp", "experts")]
COMPONENTS = {
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


PREPARE = {
    "jetmoe": jetmoe_routed,
    "dbrx": dbrx_routed,
}
