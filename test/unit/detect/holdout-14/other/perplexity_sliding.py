import argparse, math
import torch
from datasets import load_dataset
from tqdm import tqdm
from transformers import AutoModelForCausalLM, AutoTokenizer

p = argparse.ArgumentParser()
p.add_argument("model")
p.add_argument("--stride", type=int, default=512)
p.add_argument("--max_length", type=int, default=2048)
args = p.parse_args()

model = AutoModelForCausalLM.from_pretrained(args.model, torch_dtype="auto").cuda()
tokenizer = AutoTokenizer.from_pretrained(args.model)
enc = tokenizer("\n\n".join(load_dataset("wikitext", "wikitext-2-raw-v1", split="test")["text"]), return_tensors="pt")
nll_sum, n_tokens, prev_end = 0.0, 0, 0
for begin in tqdm(range(0, enc.input_ids.size(1), args.stride)):
    end = min(begin + args.max_length, enc.input_ids.size(1))
    trg = end - prev_end
    ids = enc.input_ids[:, begin:end].cuda()
    labels = ids.clone()
    labels[:, :-trg] = -100
    with torch.no_grad():
        loss = model(ids, labels=labels).loss
    valid = (labels[:, 1:] != -100).sum().item()
    nll_sum += loss.float().item() * valid
    n_tokens += valid
    prev_end = end
    if end == enc.input_ids.size(1):
        break
print(math.exp(nll_sum / n_tokens))
