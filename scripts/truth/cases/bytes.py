"""Language models of bytes."""
import sys

import torch

READS = {"hidden_size": 32, "num_attention_heads": 4, "num_hidden_layers": 2, "vocab_size": 90}
WRITES = {"hidden_size": 32, "num_attention_heads": 4, "num_hidden_layers": 3, "intermediate_size": 70, "hidden_size_global": 64, "vocab_size": 90}
THINKS = {"hidden_size": 64, "num_attention_heads": 4, "num_hidden_layers": 2, "intermediate_size": 120}
CUTS = {"hidden_size": 24, "num_attention_heads": 4, "num_hidden_layers": 2, "intermediate_size": 60, "vocab_size": 90}
BLT = {"vocab_size": 90, "encoder_hash_byte_group_vocab": 50}


def blt(own={}, reads={}, writes={}, thinks={}, cuts={}):
    return BLT | {"encoder_config": READS | reads, "decoder_config": WRITES | writes, "global_config": THINKS | thinks, "patcher_config": CUTS | cuts} | own


FOUR = {"cross_attn_k": 4}
CASES = {"blt": [{}, blt(), blt({"tie_word_embeddings": True}, {"cross_attn_all_layers": True}), blt({"patch_size": 3}, {"num_key_value_heads": 2}, {"num_key_value_heads": 2}), blt({"max_patch_length": 2}, {}, {"cross_attn_all_layers": False}),
                 blt({"patching_mode": "space"}), blt({"patch_in_forward": False}), blt(FOUR, FOUR, FOUR | {"hidden_size_global": 48}, {"hidden_size": 48}, {"num_key_value_heads": 2}),
                 blt({"encoder_hash_byte_group_size": [3, 4], "encoder_hash_byte_group_nb_functions": 2, "local_attention_window_len": None}, {"intermediate_size": 50}, {"intermediate_size": 80}, {"num_key_value_heads": 2}, {"sliding_window": None})]}
COMPONENTS = {"blt": [(r"cross_attn_layers\.\d+\.\w+_proj$", "crossAttention.projections"), (r"cross_attn_layers\.\d+$", "crossAttention.core")]}


def cut(model):
    """Where bytes are cut would be read from their entropies: patches of `patch_size` bytes, or as many as they may have."""
    config = model.config
    size = min(config.patch_size, config.max_patch_length or config.patch_size)
    config.max_patch_length = None
    torch.distributions.Distribution.set_default_validate_args(False)
    module = sys.modules[type(model).__module__]
    for name in ("create_causal_mask", "create_sliding_window_causal_mask"):
        setattr(module, name, lambda **arguments: None)
    if model.model.patcher is not None:
        model.model.patcher.patch_lengths_from_entropies = lambda entropies, sequence_length, patch_size, threshold: torch.full(
            (len(entropies), -(-sequence_length // size)), size, device="meta")


PREPARE = {"blt": cut}
