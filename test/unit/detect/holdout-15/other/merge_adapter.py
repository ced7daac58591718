import argparse
import os
import shutil
import torch
from peft import PeftConfig, PeftModel
from transformers import AutoModelForCausalLM, AutoTokenizer

parser = argparse.ArgumentParser(description="Fold LoRA weights into the base model")
parser.add_argument("adapter")
parser.add_argument("out")
parser.add_argument("--base")
parser.add_argument("--dtype", default="bfloat16")
parser.add_argument("--push")
args = parser.parse_args()

cfg = PeftConfig.from_pretrained(args.adapter)
base = args.base or cfg.base_model_name_or_path
print(f"{base} + {args.adapter} (r={cfg.r}, alpha={cfg.lora_alpha})")
model = AutoModelForCausalLM.from_pretrained(base, torch_dtype=getattr(torch, args.dtype), device_map="cpu", low_cpu_mem_usage=True)
tok = AutoTokenizer.from_pretrained(args.adapter if os.path.exists(f"{args.adapter}/tokenizer.json") else base)
if len(tok) != model.get_input_embeddings().weight.shape[0]:
    model.resize_token_embeddings(len(tok))
before = model.model.layers[0].self_attn.q_proj.weight.clone()
model = PeftModel.from_pretrained(model, args.adapter).merge_and_unload(progressbar=True)
delta = (model.model.layers[0].self_attn.q_proj.weight - before).abs().max()
assert delta > 0, "nothing merged"
model.save_pretrained(args.out, safe_serialization=True, max_shard_size="5GB")
tok.save_pretrained(args.out)
for f in ("training_args.bin", "trainer_state.json"):
    if os.path.exists(os.path.join(args.adapter, f)):
        shutil.copy(os.path.join(args.adapter, f), args.out)
if args.push:
    model.push_to_hub(args.push, private=True)
