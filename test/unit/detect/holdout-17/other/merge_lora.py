import torch
from peft import PeftModel, AutoPeftModelForCausalLM
m = AutoPeftModelForCausalLM.from_pretrained('out/checkpoint-500', torch_dtype=torch.bfloat16)
m.merge_and_unload().save_pretrained('merged', safe_serialization=True)
