"""Dense decoder-only language models."""
import torch
import transformers

from cases.established import GROUPED, SLIDING, SMALL_BERT, SMALL_DECODER, SMALL_GPT2, TIED, UNTIED, WIDE_HEADS

PAD = {"pad_token_id": 0}  # inside a small vocabulary, and given where the class names none
BIASED = {"attention_bias": True, "mlp_bias": True}


def each(base, *extras):
    """The base and the base with each of the extras."""
    return [base] + [base | extra for extra in extras]


WINDOWED = {"sliding_window": 8}
TIES = {"tie_word_embeddings": True}
UNTIES = {"tie_word_embeddings": False}
WIDE = {"head_dim": 32}

NANO = GROUPED | {"num_hidden_layers": 6, "head_dim": 16, "num_kv_shared_layers": 2, "vocab_size_per_layer_input": 400,
                  "hidden_size_per_layer_input": 20}
NANO_TYPES = ["full_attention", "sliding_attention", "sliding_attention", "full_attention", "sliding_attention", "full_attention"]
NEO = {"hidden_size": 48, "num_layers": 4, "num_heads": 4, "vocab_size": 300, "attention_types": [[["global", "local"], 2]]}

LATENT = GROUPED | {"num_key_value_heads": 6, "kv_lora_rank": 20, "q_lora_rank": 24, "qk_rope_head_dim": 8, "qk_nope_head_dim": 12}
MANY = GROUPED | {"num_experts": 5, "num_experts_per_tok": 2, "moe_intermediate_size": 40, "head_dim": 16}

CASES = {
    "glm": [{}] + each(GROUPED | PAD, WIDE, {"head_dim": 16}, TIES, {"attention_bias": False}),
    "glm4": [{}] + each(GROUPED | PAD, WIDE, {"head_dim": 16}, TIES, {"attention_bias": False}),
    "olmo3": [{}] + each(GROUPED, TIES, WIDE, {"attention_bias": True}, WINDOWED, SLIDING),
    "cohere2": [{}] + each(GROUPED, UNTIES, {"attention_bias": True}, WINDOWED, SLIDING),
    "nemotron": [{"num_key_value_heads": 8}] + each(GROUPED, TIES, WIDE, BIASED),
    "exaone4": [{}] + each(GROUPED, TIES, WIDE, WINDOWED, SLIDING, {"sliding_window_pattern": 2}),
    "ernie4_5": [{}] + each(GROUPED, UNTIES, WIDE, {"use_bias": True}),
    "hunyuan_v1_dense": [WIDE] + each(WIDE_HEADS, TIES, {"head_dim": 16}, {"attention_bias": True}),
    "internlm3": [{}] + each(GROUPED, TIES, WIDE, BIASED, {"qkv_bias": True, "bias": True}),
    "iquestcoder": [{}] + each(GROUPED, TIES, WIDE, BIASED),
    "helium": [{}] + each(GROUPED | {"head_dim": 16}, TIES, {"attention_bias": True}, {"mlp_bias": True}),
    "apertus": [{}] + each(GROUPED, TIES, WIDE, {"attention_bias": True}, {"hidden_act": "relu2"}),
    "arcee": [{}] + each(GROUPED, TIES, WIDE, {"attention_bias": True}, {"mlp_bias": True}),
    "bitnet": [{}] + each(GROUPED, TIES, {"attention_bias": True}, {"num_key_value_heads": 6}),
    "seed_oss": [{}] + each(GROUPED, TIES, WIDE, {"attention_bias": False}, {"attention_out_bias": True, "mlp_bias": True}),
    "ministral": [{"head_dim": 128}] + each(WIDE_HEADS, TIES, {"head_dim": 16}, WINDOWED, SLIDING),
    "ministral3": [{}] + each(GROUPED, TIES, WIDE, WINDOWED),
    "vaultgemma": [{}] + each(GROUPED, UNTIES, WIDE, {"attention_bias": True}, WINDOWED, SLIDING),
    "jais2": [{}] + each(GROUPED, TIES, WIDE, {"attention_bias": False}, {"mlp_bias": False}),
    "hyperclovax": [{}] + each(GROUPED, TIES, WIDE, BIASED, {"use_post_norm": False}),
    "granite_swa": [{}] + each(GROUPED, UNTIES, WIDE, BIASED, WINDOWED, SLIDING),
    "cwm": [{}] + each(GROUPED | PAD, TIES, WIDE, {"mlp_bias": True}, WINDOWED, SLIDING),
    "nanochat": [{}] + each(GROUPED, TIES, WIDE, {"attention_bias": True}),
    "persimmon": [{}] + each(SMALL_BERT, TIES, {"qk_layernorm": False}, {"num_attention_heads": 6}),
    "gemma3n_text": [{}] + each(NANO | {"laurel_rank": 10, "altup_num_inputs": 3, "layer_types": NANO_TYPES}, UNTIES, {"attention_bias": True}, {"num_kv_shared_layers": 0},
                                {"intermediate_size": [60, 70, 70, 80, 90, 100]}, {"layer_types": None, "num_kv_shared_layers": 0}, {"hidden_size_per_layer_input": 12}),
    "gemma4_text": [{}] + each(NANO | {"layer_types": NANO_TYPES, "global_head_dim": 24}, UNTIES, {"attention_bias": True}, {"hidden_size_per_layer_input": 0, "num_kv_shared_layers": 0},
                               {"num_kv_shared_layers": 0}, {"attention_k_eq_v": True, "num_global_key_value_heads": 1},
                               {"use_double_wide_mlp": True},
                               {"enable_moe_block": True, "num_experts": 5, "top_k_experts": 2, "moe_intermediate_size": 30},
                               {"num_kv_shared_layers": 0, "layer_types": None},
                               {"per_layer_config": {"00": {"head_dim": 20, "num_key_value_heads": 1}, "03": {"head_dim": 20, "num_key_value_heads": 1}, "05": {"head_dim": 20, "num_key_value_heads": 1}}, "num_kv_shared_layers": 0}),
    "gemma4_unified_text": [{}] + each(NANO | {"layer_types": NANO_TYPES}, UNTIES, {"attention_bias": True}, {"num_kv_shared_layers": 0},
                                       {"attention_k_eq_v": True, "num_global_key_value_heads": 1}, {"use_double_wide_mlp": True}),
    "gpt_neo": [{}] + each(NEO, UNTIES, {"intermediate_size": 70}, {"window_size": 8}, {"attention_types": [[["global"], 1], [["local", "global"], 1], [["local"], 1]]}),
    "gpt_neox_japanese": [{}] + each(SMALL_BERT, UNTIES, {"intermediate_multiple_size": 3}, {"num_attention_heads": 6}, {"num_hidden_layers": 1}),
    "codegen": [{}] + each(SMALL_GPT2 | {"rotary_dim": 8}, TIES, {"n_inner": 70}, {"rotary_dim": 4}, {"n_layer": 3}),
    "ctrl": [{}] + each(SMALL_GPT2 | {"dff": 100}, UNTIES, {"n_layer": 3}, {"n_head": 6}),
    "openai-gpt": [{}] + each(SMALL_GPT2, UNTIES, {"n_positions": 80}, {"n_head": 6}),
    "gpt-sw3": [{}] + each(SMALL_GPT2, UNTIES, {"n_inner": 70}, {"add_cross_attention": True}),
    "biogpt": [{}] + each(SMALL_BERT, UNTIES, {"max_position_embeddings": 70}, {"scale_embedding": False}),
    "xglm": [{}] + each({"d_model": 48, "ffn_dim": 100, "num_layers": 3, "attention_heads": 4, "vocab_size": 300}, UNTIES, {"ffn_dim": 90},
                        {"add_cross_attention": True}, {"attention_heads": 6}),
    "doge": [{}] + each(GROUPED, TIES, WIDE, BIASED, {"is_moe": True, "num_experts": 90, "num_experts_per_tok": 5}),
    "diffllama": [{}] + each(GROUPED, TIES, WIDE, {"attention_bias": True}, {"num_key_value_heads": 6}),
    "bert-generation": [{}] + each(SMALL_BERT, UNTIES, {"is_decoder": True}, {"max_position_embeddings": 64}, {"architectures": ["BertGenerationEncoder"]}),
    "trocr": [{}] + each({"d_model": 48, "decoder_layers": 2, "decoder_attention_heads": 4, "decoder_ffn_dim": 100, "vocab_size": 300}, UNTIES,
                         {"cross_attention_hidden_size": 40}, {"use_learned_position_embeddings": False}, {"layernorm_embedding": False},
                         {"max_position_embeddings": 70}),
    "cpmant": [{}] + each({"hidden_size": 48, "num_attention_heads": 4, "dim_head": 10, "dim_ff": 90, "num_hidden_layers": 2, "vocab_size": 300}, UNTIES,
                          {"prompt_length": 5, "prompt_types": 7}, {"segment_types": 4}, {"position_bias_num_buckets": 60}),
    "minicpm3": [{}] + each(LATENT, UNTIES, {"q_lora_rank": None}, BIASED, {"v_head_dim": 12}),
    "youtu": [{}] + each(LATENT | {"v_head_dim": 10}, UNTIES, {"q_lora_rank": None}, {"attention_bias": True}, {"v_head_dim": 12}),
    "modernbert-decoder": [{}] + each(SMALL_BERT | PAD | {"num_hidden_layers": 4}, UNTIES, {"norm_bias": True}, BIASED, {"classifier_bias": True, "decoder_bias": False},
                                      {"local_attention": 8, "global_attn_every_n_layers": 2}),
    "mellum": [{}] + each(MANY, TIES, WIDE, {"attention_bias": True}, WINDOWED | SLIDING, {"mlp_layer_types": ["dense", "sparse", "dense"]}),
    "laguna": [{}] + each(MANY | {"shared_expert_intermediate_size": 30}, TIES, WIDE, {"attention_bias": True}, WINDOWED | SLIDING, {"gating": "per-element"},
                          {"gating": "per-head"}, {"mlp_layer_types": ["sparse", "sparse", "dense"]}, {"num_attention_heads_per_layer": [6, 4, 8]}),
    "kolibri1": [{}] + each(MANY | {"shared_expert_intermediate_size": 30}, TIES, WIDE, WINDOWED, SLIDING),
    "hrm_text": [{}] + each(GROUPED, TIES, WIDE, BIASED, {"L_bp_cycles": [3, 1], "H_cycles": 3}, {"L_bp_cycles": [1, 4, 1], "num_layers_per_stack": 2},
                            {"L_cycles": 1}),
}


def tokens_of(batch, sequence):
    return torch.zeros((batch, sequence), dtype=torch.long, device="meta")


def with_encoder_states(config, batch, sequence):
    tokens = tokens_of(batch, sequence)
    inputs = {"input_ids": tokens, "attention_mask": torch.ones_like(tokens)}
    if config.add_cross_attention:
        inputs["encoder_hidden_states"] = torch.zeros((batch, sequence, config.hidden_size), device="meta")
    return inputs


def with_image_states(config, batch, sequence):
    width = config.cross_attention_hidden_size or config.d_model
    return {"input_ids": tokens_of(batch, sequence), "encoder_hidden_states": torch.zeros((batch, sequence, width), device="meta")}


INPUTS = {"trocr": with_image_states, "cpmant": lambda config, batch, sequence: {"input_ids": tokens_of(batch, sequence)},
          "bert-generation": lambda config, batch, sequence: {"input_ids": tokens_of(batch, sequence)},
          "gpt-sw3": with_encoder_states, "xglm": with_encoder_states}

PER_LAYER = [(r"(per_layer_projection_norm|post_per_layer_input_norm)$", "norm"), (r"per_layer", "embedding")]
COMPONENTS = {
    "gemma3n_text": [*PER_LAYER, (r"(router_norm|post_laurel_norm)$", "norm"), (r"(altup|laurel|layers\.\d+$)", "residual")],
    "gemma4_text": [*PER_LAYER, (r"router", "router")],
    "doge": [(r"_residual$", "residual"), (r"self_attn\.A$", "attention.core"), (r"(router_gate)", "router"), (r"(down_embed|up_embed|mlp$)", "experts")],
    "diffllama": [(r"lambda_", "attention.core")],
    "hrm_text": [(r"z_L_init", "other")],
    "trocr": [(r"output_projection$", "head")],
    "laguna": [(r"correction_bias$", "router")],
    "modernbert-decoder": [(r"decoder$", "head"), (r"attn$", "attention.core")],
    "biogpt": [(r"output_projection$", "head")],
    "openai-gpt": [(r"positions_embed$", "position")],
    "ctrl": [(r"transformer\.w$", "embedding")],
    "gpt_neo": [(r"attn\.attention$", "attention.core")],
    "xglm": [(r"encoder_attn_layer_norm", "norm")],
}


def freeze_lambdas(model):
    """Meta tensors have no gradient for a number without dimensions; none of these takes part in a product."""
    for name, parameter in model.named_parameters():
        if "lambda_" in name:
            parameter.requires_grad_(False)


PREPARE = {"diffllama": freeze_lambdas}
