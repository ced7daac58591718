"""Qwen 4 Exp: residual streams, tables of n-grams, and attention to the blocks of tokens that an indexer picks."""
import sys

import torch
import transformers

from cases.hybrids import BIASED, DELTA, MIXTURE, TIED, WIDE_HEADS
from cases.multimodal import MERGED, MERGER, dynamic_tower, text

# The default has no sizes of the indexer that its fourth layers need: it runs only with these.
INDEXER = {"indexer_n_heads": 16, "indexer_kv_heads": 1, "indexer_head_dim": 128, "indexer_budget": 2048, "indexer_compress_ratio": 32}
WITH_INDEXER = {"rope_parameters": {"rope_type": "default", "rope_theta": 10000.0, "partial_rotary_factor": 0.25}} | INDEXER
SMALL = MIXTURE | DELTA | {"shared_expert_intermediate_size": 30, "hc_count": 3, "hc_lowrank": 20,
                           "rope_parameters": {"rope_type": "default", "rope_theta": 10000.0, "partial_rotary_factor": 0.5},
                           "indexer_n_heads": 3, "indexer_kv_heads": 1, "indexer_head_dim": 10, "indexer_budget": 8, "indexer_compress_ratio": 4}
del SMALL["intermediate_size"]
WORDS = {"ple_layer_ids": [1, 3], "eos_token_id": 2, "ngram_vocab_size_base": 1000, "heads_per_ngram": 4}
ALL_LINEAR = {"layer_types": ["linear_attention"] * 4} | dict.fromkeys(INDEXER)
OWN = ({}, TIED, BIASED, WIDE_HEADS | {"indexer_head_dim": 16}, {"full_attention_interval": 2, "hc_count": 2}, {"indexer_compress_ratio": 7, "indexer_budget": 14, "indexer_n_heads": 5},
       {"layer_types": ["full_attention", "linear_attention", "indexed_attention", "linear_attention"], "hc_lowrank": 9}, ALL_LINEAR, WORDS,
       {"ple_layer_ids": [1, 2], "eos_token_id": 2},
       WORDS | {"ngram_size": 2, "ple_embed_dim": 40, "ple_conv_kernel_size": 3, "make_ngram_vocab_size_divisible_by": 10, "eos_token_id": [2, 3]},
       WORDS | ALL_LINEAR | {"ple_layer_ids": [4, 2, 2], "ngram_vocab_size_base": 14, "heads_per_ngram": 8, "ngram_size": 4})
CASES = {"qwen4_exp_text": [WITH_INDEXER] + [SMALL | own for own in OWN],
         "qwen4_exp": [{"text_config": WITH_INDEXER}] + [
             {"text_config": SMALL | own, "vision_config": MERGED | vision} | whole for own, vision, whole in (
                 ({}, {}, {}), ({}, {}, TIED), (TIED, {}, {}), ({"full_attention_interval": 3}, {"depth": 2}, {}), (WORDS, {"spatial_merge_size": 3}, {}))]}
AUTO_CLASSES = {"qwen4_exp": transformers.AutoModelForImageTextToText}
COMPONENTS = dict.fromkeys(CASES, [
    (r"conv1d", "convolution"), (r"(linear_attn|hyper_connection\w*|ple)\.\w*norm", "norm"), (r"linear_attn", "ssm"), (r"hyper_connection", "residual"),
    (r"\.ple\.", "embedding"), (r"indexer$", "attention.core"), *MERGER])
INPUTS = {"qwen4_exp": text}


class WithCausalRows:
    """torch, where the row of a causal mask has as many visible keys as rows have been looked at: meta tensors don't say."""

    def __init__(self):
        self.looked = 0

    def __getattr__(self, name):
        return getattr(torch, name)

    def nonzero(self, row, as_tuple):
        visible = self.looked % row.shape[-1] + 1
        self.looked += 1
        return torch.arange(visible, device=row.device)[:, None]


def unmasked(model):
    """No padding mask for the mixers, and a causal one that the indexer need not look into."""
    for module in {type(part).__module__ for part in model.modules()}:
        if module.endswith("modeling_qwen4_exp"):
            sys.modules[module].create_recurrent_attention_mask = lambda *given, **named: None
            sys.modules[module].torch = WithCausalRows()


PREPARE = dict.fromkeys(CASES, unmasked)
TOWERS = {"qwen4_exp": {"vision": dynamic_tower}}
