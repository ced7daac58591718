import torch
from transformers import AutoModelForCausalLM, AutoTokenizer

tok = AutoTokenizer.from_pretrained("gpt2")
model = AutoModelForCausalLM.from_pretrained("gpt2").eval().cuda()
prompts = ["Hello", "The training of a model"]
with torch.no_grad():
    for p in prompts:
        ids = tok(p, return_tensors="pt").to("cuda")
        out = model.generate(**ids, max_new_tokens=50)
        print(tok.decode(out[0]))
