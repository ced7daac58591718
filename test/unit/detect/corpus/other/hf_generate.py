import torch
from transformers import AutoModelForCausalLM, AutoTokenizer, pipeline

tok = AutoTokenizer.from_pretrained("gpt2")
model = AutoModelForCausalLM.from_pretrained("gpt2").eval()
prompts = open("prompts.txt").read().splitlines()
with torch.no_grad():
    for p in prompts:
        out = model.generate(**tok(p, return_tensors="pt"), max_new_tokens=50)
        print(tok.decode(out[0]))
