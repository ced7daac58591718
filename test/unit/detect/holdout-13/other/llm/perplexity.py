import torch
from datasets import load_dataset
from tqdm import tqdm
from transformers import GPT2LMHeadModel, GPT2TokenizerFast

m = GPT2LMHeadModel.from_pretrained("gpt2-large").cuda()
tok = GPT2TokenizerFast.from_pretrained("gpt2-large")
enc = tok("\n\n".join(load_dataset("wikitext", "wikitext-2-raw-v1", split="test")["text"]), return_tensors="pt")
nlls, stride, prev = [], 512, 0
for b in tqdm(range(0, enc.input_ids.size(1), stride)):
    e = min(b + 1024, enc.input_ids.size(1))
    ids = enc.input_ids[:, b:e].cuda()
    tgt = ids.clone()
    tgt[:, :-(e - prev)] = -100
    with torch.no_grad():
        loss = m(ids, labels=tgt).loss
    nlls.append(loss)
    prev = e
print(torch.exp(torch.stack(nlls).mean()))
