import torch
from transformers import AutoConfig, AutoModelForCausalLM
from accelerate import init_empty_weights

cfg = AutoConfig.from_pretrained("meta-llama/Llama-2-7b-hf")
with init_empty_weights():
    m = AutoModelForCausalLM.from_config(cfg)
n = sum(p.numel() for p in m.parameters())
for name, b in {"weights": 2, "grads": 2, "optimizer": 12}.items():
    print(name, n * b / 2 ** 30, "GiB")
