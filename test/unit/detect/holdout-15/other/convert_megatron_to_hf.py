# coding=utf-8
import argparse
import json
import os
import re
import torch
from transformers import GPTNeoXConfig, GPTNeoXForCausalLM

RULES = [
    (r"language_model\.embedding\.word_embeddings\.weight", "gpt_neox.embed_in.weight"),
    (r"language_model\.encoder\.layers\.(\d+)\.self_attention\.query_key_value\.(\w+)", r"gpt_neox.layers.\1.attention.query_key_value.\2"),
    (r"language_model\.encoder\.layers\.(\d+)\.self_attention\.dense\.(\w+)", r"gpt_neox.layers.\1.attention.dense.\2"),
    (r"language_model\.encoder\.final_layernorm\.(\w+)", r"gpt_neox.final_layer_norm.\1"),
]
COLUMN = ("query_key_value", "dense_h_to_4h", "word_embeddings", "embed_in")
ROW = ("attention.dense.weight", "dense_4h_to_h.weight")


def merge(shards, name):
    if len(shards) == 1:
        return shards[0]
    if any(c in name for c in COLUMN):
        return torch.cat(shards, 0)
    if any(name.endswith(r) for r in ROW):
        return torch.cat(shards, 1)
    return shards[0]


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--load", required=True, help="release or iter_XXXXXXX folder")
    p.add_argument("--save", required=True)
    a = p.parse_args()
    parts = [torch.load(os.path.join(a.load, d, "model_optim_rng.pt"), map_location="cpu") for d in sorted(os.listdir(a.load))]
    targs = parts[0]["args"]
    print("iteration", parts[0]["iteration"], "lr", targs.lr, "train_iters", targs.train_iters)
    out = {}
    for key in parts[0]["model"]:
        new = key
        for pat, sub in RULES:
            new = re.sub("^" + pat + "$", sub, new)
        out[new] = merge([x["model"][key] for x in parts], new)
    cfg = GPTNeoXConfig(hidden_size=targs.hidden_size, num_hidden_layers=targs.num_layers,
                        num_attention_heads=targs.num_attention_heads, max_position_embeddings=targs.max_position_embeddings)
    hf = GPTNeoXForCausalLM(cfg)
    print(hf.load_state_dict(out, strict=False))
    hf.half().save_pretrained(a.save)


if __name__ == "__main__":
    main()
