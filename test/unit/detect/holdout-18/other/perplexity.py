import torch
from datasets import load_dataset
from tqdm import tqdm
from transformers import GPT2LMHeadModel, GPT2TokenizerFast

device = "cuda"
model = GPT2LMHeadModel.from_pretrained("gpt2-large").to(device)
tokenizer = GPT2TokenizerFast.from_pretrained("gpt2-large")
enc = tokenizer("\n\n".join(load_dataset("wikitext", "wikitext-2-raw-v1", split="test")["text"]), return_tensors="pt")
max_length, stride = model.config.n_positions, 512
nlls, prev = [], 0
for begin in tqdm(range(0, enc.input_ids.size(1), stride)):
    end = min(begin + max_length, enc.input_ids.size(1))
    ids = enc.input_ids[:, begin:end].to(device)
    tgt = ids.clone()
    tgt[:, :-(end - prev)] = -100
    with torch.no_grad():
        loss = model(ids, labels=tgt).loss
    nlls.append(loss)
    prev = end
print(torch.exp(torch.stack(nlls).mean()))
