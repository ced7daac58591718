"""Encoders of text and pages."""
import importlib

import torch
import transformers

SMALL = {"embedding_rank": 24, "hidden_size": 64, "intermediate_size": 150, "num_hidden_layers": 3, "num_attention_heads": 4, "num_key_value_heads": 2, "head_dim": 16, "vocab_size": 300, "patch_size": 16}
CASES = {"neomme": [{}] + [SMALL | own for own in (
    {}, {"tie_word_embeddings": False}, {"attention_bias": True, "mlp_bias": True}, {"num_key_value_heads": 4, "head_dim": 32}, {"layer_types": ["full_attention", "sliding_attention", "full_attention"], "sliding_window": 5}, {"patch_size": 8}, {"architectures": ["NeoMMEModel"]})]}
AUTO_CLASSES = {"neomme": transformers.AutoModelForMaskedLM}
COMPONENTS = {"neomme": [(r"lambdas", "residual"), (r"^NeoMMEForMaskedLM$|unembedding", "head"), (r"patch_embeddings.*proj", "embedding")]}


def without_masks(model):
    """They would look whether they hide anything, in data that meta tensors don't have; they change no product."""
    modeling = importlib.import_module("transformers.models.neomme.modeling_neomme")
    modeling.create_bidirectional_mask = modeling.create_bidirectional_sliding_window_mask = lambda **arguments: None


def one_page(model, config):
    inner = getattr(model, "model", model)
    side = 1024 // config.patch_size
    return lambda: inner.get_image_features(torch.zeros((side * side, config.patch_dim), device="meta"))


PREPARE = {"neomme": without_masks}
TOWERS = {"neomme": {"vision": one_page}}
