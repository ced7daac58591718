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
}
