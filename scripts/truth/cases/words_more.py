"""Decoders built of the layers of others, under configurations of their own."""
import transformers

from cases.decoders import TIES, UNTIES, WIDE, each
from cases.established import GROUPED
from cases.hybrids import BIASED, COMPONENTS as HYBRID_PARTS, DELTA, LATENT, MIXTURE, PREPARE as HYBRID_STEPS, ROUTED, WIDE_HEADS, variants

LARA = MIXTURE | DELTA | {"num_hidden_layers": 6, "shared_expert_intermediate_size": 30, "sliding_window": 8}
LARA_KINDS = ["full_attention", "linear_attention", "sliding_attention"] * 2

CASES = {
    "exaone": [{}] + each(GROUPED, TIES, WIDE, {"attention_bias": True}, {"mlp_bias": True}, {"num_layers": 3, "layer_norm_epsilon": 1e-6, "activation_function": "silu"}),
    "apertus1p5_text": [{}] + each(GROUPED, TIES, BIASED, {"hidden_act": "relu2"}, {"output_vocab_size": 200}, {"num_key_value_heads": None}),
    "sarvam_moe": variants(ROUTED | {"head_dim": 16}, TIES, BIASED, {"use_qk_norm": False}, {"first_k_dense_replace": 3, "n_shared_experts": 2}, WIDE_HEADS,
                           {"use_qkv_bias": True, "num_experts": 6, "num_shared_experts": 2}),
    "sarvam_mla": variants(LATENT, TIES, BIASED, {"q_lora_rank": None, "head_dim": 28}, {"first_k_dense_replace": 0}, {"num_experts": 6, "num_shared_experts": 2}),
    "mistral4": variants(LATENT, TIES, BIASED, {"q_lora_rank": None}, {"first_k_dense_replace": 2}, {"num_local_experts": 6, "n_shared_experts": 2}),
    "lara_mini": variants(LARA, UNTIES, BIASED, {"layer_types": LARA_KINDS}, {"linear_conv_kernel_dim": 3, "shared_expert_intermediate_size": 50}, WIDE_HEADS, {"num_experts_per_tok": 3}),
}
AUTO_CLASSES = {"mistral4": transformers.AutoModelForImageTextToText}  # it has no place among the causal ones
COMPONENTS = {"lara_mini": HYBRID_PARTS["qwen3_5_text"]}
PREPARE = {"lara_mini": HYBRID_STEPS["qwen3_5_text"]}
