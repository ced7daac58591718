import argparse
import os
import deepspeed
import torch
from transformers import pipeline

p = argparse.ArgumentParser()
p.add_argument("--local_rank", type=int, default=int(os.getenv("LOCAL_RANK", "0")))
p.add_argument("--name", default="EleutherAI/gpt-neo-2.7B")
a = p.parse_args()
gen = pipeline("text-generation", model=a.name, device=a.local_rank)
gen.model = deepspeed.init_inference(gen.model, tensor_parallel={"tp_size": int(os.getenv("WORLD_SIZE", "1"))}, dtype=torch.half, replace_with_kernel_inject=True)
print(gen("DeepSpeed is", do_sample=True, max_new_tokens=50))
