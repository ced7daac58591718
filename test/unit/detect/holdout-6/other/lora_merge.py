from peft import AutoPeftModelForCausalLM
from transformers import AutoTokenizer
import torch, sys

src, dst = sys.argv[1:]
m = AutoPeftModelForCausalLM.from_pretrained(src, torch_dtype=torch.bfloat16)
m = m.merge_and_unload()
m.save_pretrained(dst, safe_serialization=True)
AutoTokenizer.from_pretrained(src).save_pretrained(dst)
