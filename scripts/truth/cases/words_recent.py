"""Recent decoders of text, and assistants that guess ahead of larger models."""
import torch
import transformers

from cases.decoders import NANO, NANO_TYPES, each, tokens_of
from cases.established import GROUPED, SLIDING
from cases.indexed import INDEX, unmasked

CASES, AUTO_CLASSES, COMPONENTS, INPUTS, TOWERS, PREPARE, DEVICES = {}, {}, {}, {}, {}, {}, {}

ROTARY = {"rope_type": "default", "rope_theta": 10000.0}
COMPASS = GROUPED | {"rope_parameters": {"full_attention": ROTARY, "sliding_attention": None}}
CASES["cohere_compass_text"] = [{"rope_parameters": {"full_attention": ROTARY}}] + each(
    COMPASS, {"tie_word_embeddings": False}, {"attention_bias": True}, {"head_dim": 32}, SLIDING | {"sliding_window": 8},
    {"architectures": ["CohereCompassTextForSequenceClassification"], "id2label": {"0": "a", "1": "b", "2": "c"}, "pooling": "mean"})

SHARING = {"num_kv_shared_layers": 6}
WORDS = NANO | {"layer_types": NANO_TYPES, "num_kv_shared_layers": 0, "hidden_size_per_layer_input": 0, "vocab_size_per_layer_input": 0, "vocab_size": 480}
UNIFIED = {key: value for key, value in WORDS.items() if "per_layer_input" not in key}


def guesses(words, model_type):
    return [{"text_config": words | {"model_type": model_type} | text, "backbone_hidden_size": 50} | own for text, own in (
        ({}, {}), ({}, {"tie_word_embeddings": False}), ({"num_kv_shared_layers": 6}, {}), ({"global_head_dim": 24}, {"backbone_hidden_size": 70}),
        ({"attention_bias": True}, {"use_ordered_embeddings": True, "num_centroids": 24, "centroid_intermediate_top_k": 3}),
        ({}, {"use_ordered_embeddings": True, "num_centroids": 16, "centroid_intermediate_top_k": 2, "tie_word_embeddings": False}))]


CASES["gemma4_assistant"] = guesses(WORDS, "gemma4_text")
CASES["gemma4_unified_assistant"] = [{}, *guesses(UNIFIED, "gemma4_unified_text")]


class Assistant:
    """The pinned library refuses its own assistants: its check asks for a layer of each kind that computes keys, and they have none."""
    @staticmethod
    def from_config(config, **named):
        text = type(config.text_config)
        before = text.kv_sharing_modes
        text.kv_sharing_modes = property(lambda own: ["reuse"] * own.num_hidden_layers)
        try:
            return transformers.AutoModelForCausalLM.from_config(config, **named)
        finally:
            text.kv_sharing_modes = before


def states_of_the_larger(config, batch, sequence):
    text = config.get_text_config()
    states = {}
    for kind in ("sliding_attention", "full_attention"):
        layer = text.per_layer_config[kind]
        shape = (batch, layer.num_key_value_heads, sequence, layer.head_dim)
        states[kind] = (torch.zeros(shape, device="meta"), torch.zeros(shape, device="meta"))
    return {"inputs_embeds": torch.zeros((batch, sequence, 2 * config.backbone_hidden_size), device="meta"), "shared_kv_states": states,
            "position_ids": torch.arange(sequence).expand(batch, -1).to("meta"), "output_attentions": True}  # else it may drop positions


def without_lowest(model):
    """The scores of tokens that are not picked are the lowest of the others, a number that meta tensors don't have."""
    if model.masked_embedding is None:
        return
    embedder = model.masked_embedding

    def forward(states, rows):
        shape = (*states.shape[:2], embedder.centroid_intermediate_top_k)
        clusters = embedder.token_ordering.view(embedder.num_centroids, -1)
        picked = clusters[embedder.centroids(states).topk(shape[-1]).indices]
        chosen = rows[picked.reshape(-1)].view(*shape[:2], -1, embedder.hidden_size)
        return (states.unsqueeze(-2) @ chosen.transpose(-1, -2)).squeeze(-2)
    embedder.forward = forward


for name in ("gemma4_assistant", "gemma4_unified_assistant"):
    AUTO_CLASSES[name] = Assistant
    INPUTS[name] = states_of_the_larger
    PREPARE[name] = without_lowest
    COMPONENTS[name] = [(r"(pre|post)_projection", "other"), (r"masked_embedding", "head")]

INKLING = {"hidden_size": 96, "num_hidden_layers": 6, "num_attention_heads": 6, "num_key_value_heads": 2, "head_dim": 16, "swa_num_attention_heads": 4, "swa_num_key_value_heads": 2,
           "swa_head_dim": 12, "sliding_window_size": 8, "d_rel": 5, "rel_extent": 20, "intermediate_size": 200, "moe_intermediate_size": 40, "n_routed_experts": 6, "num_experts_per_tok": 2,
           "n_shared_experts": 1, "vocab_size": 480}
CASES["inkling_text"] = [{"num_hidden_layers": 7}] + each(INKLING, {"n_shared_experts": 2}, {"dense_mlp_idx": 2}, {"mlp_layer_types": ["dense", "sparse"] * 3}, {"local_layer_ids": [0, 3]},
                                                          {"layer_types": ["hybrid", "hybrid_sliding", "hybrid"] * 2}, {"conv_kernel_size": 3}, {"intermediate_size": 44, "dense_intermediate_size": 150, "dense_mlp_idx": 1})
INKLING2 = {key: value for key, value in INKLING.items() if key not in ("n_shared_experts", "intermediate_size")}
CASES["inkling2_text"] = [{"num_hidden_layers": 7}] + each(INKLING2, {"n_layers_per_attn_res_block": 2}, {"n_layers_per_attn_res_block": 4, "num_hidden_layers": 7}, {"layer_types": ["hybrid", "hybrid_sliding", "hybrid"] * 2},
                                                           {"conv_kernel_size": 3}, {"num_key_value_heads": 3}, {"unpadded_vocab_size": 470})
COMPONENTS["inkling_text"] = [(r"sconv|_convolution", "convolution"), (r"\.gate\.", "router"), (r"(attention|mlp|final)_input", "residual")]
COMPONENTS["inkling2_text"] = COMPONENTS["inkling_text"]

DOTS = {"hidden_size": 96, "intermediate_size": 200, "num_hidden_layers": 7, "num_attention_heads": 6, "num_key_value_heads": 6, "kv_lora_rank": 20, "q_lora_rank": 24, "qk_rope_head_dim": 8, "qk_nope_head_dim": 12,
        "head_dim": 20, "v_head_dim": 10, "n_routed_experts": 8, "num_experts_per_tok": 2, "moe_intermediate_size": 40, "shared_experts_intermediate_size": 30, "index_n_heads": 3, "index_head_dim": 16, "index_topk": 6,
        "sliding_window": 8, "vocab_size": 480, "pad_token_id": 0,
        "swa_num_attention_heads": 4, "swa_num_key_value_heads": 4, "swa_q_lora_rank": 14, "swa_kv_lora_rank": 18, "swa_head_dim": 16, "swa_qk_nope_head_dim": 12, "swa_v_head_dim": 9}
CASES["dots3_note_text"] = [{"num_hidden_layers": 4}] + each(DOTS, {"tie_word_embeddings": True}, {"attention_bias": True}, {"first_k_dense_replace": 3}, {"moe_layer_freq": 2}, {"n_shared_experts": 2}, {"use_dsa": False},
                                                             {"use_sliding_window": False}, {"mlp_layer_types": ["sparse", "dense"] * 3 + ["dense"]},
                                                             {"layer_types": ["full_attention", "sliding_attention"] * 3 + ["sliding_attention"]},
                                                             {"layer_types": ["indexed_attention"] + ["full_attention"] * 6, "per_layer_config": {f"{layer:02d}": {"num_attention_heads": 3, "num_key_value_heads": 3, "kv_lora_rank": 11} for layer in range(1, 7)}})
COMPONENTS["dots3_note_text"] = INDEX

ZAYA = {"hidden_size": 96, "num_hidden_layers": 4, "num_attention_heads": 6, "num_key_value_heads": 2, "head_dim": 16, "moe_intermediate_size": 40, "num_experts": 5, "router_hidden_size": 14, "vocab_size": 480}
CASES["zaya"] = [{}] + each(ZAYA, {"tie_word_embeddings": False}, {"attention_bias": True}, {"lm_head_bias": True}, {"cca_time0": 3, "cca_time1": 4}, {"num_key_value_heads": 3},
                            {"layer_types": ["hybrid", "hybrid_sliding"] * 2, "sliding_window": 8})
COMPONENTS["zaya"] = [(r"qk_norm|\.norm", "norm"), (r"\.gate\.", "router"), (r"residual_scale|input_hidden_states", "residual"), (r"conv_qk", "convolution")]

XLSTM = {"hidden_size": 64, "num_hidden_layers": 2, "num_heads": 4, "vocab_size": 300}
CASES["xlstm"] = [{"num_hidden_layers": 2}] + each(XLSTM, {"tie_word_embeddings": True}, {"use_bias": True}, {"chunk_size": 10, "v_dim_factor": 0.5}, {"weight_mode": "fused", "chunk_size": 5}, {"add_out_norm": False, "num_blocks": 3},
                                                   {"qk_dim_factor": 1.0, "ffn_round_up_to_multiple_of": 50, "chunk_size": 8})
COMPONENTS["xlstm"] = [(r"mlstm_layer(?!.*norm)", "ssm")]
INPUTS |= {"zaya": unmasked("hybrid", "hybrid_sliding", "conv"), **dict.fromkeys(("inkling_text", "inkling2_text"), unmasked("full_attention", "sliding_attention", "linear_attention"))}
