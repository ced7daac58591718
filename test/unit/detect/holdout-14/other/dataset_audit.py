import argparse
from collections import Counter
from torch.utils.data import DataLoader
from transformers import AutoTokenizer
from dataset import InstructionDataset

ap = argparse.ArgumentParser()
ap.add_argument("--train_file", default="train.jsonl")
ap.add_argument("--num_epochs", type=int, default=1)
ap.add_argument("--batch_size", type=int, default=8)
ap.add_argument("--max_steps", type=int, default=-1)
args = ap.parse_args()
tok = AutoTokenizer.from_pretrained("gpt2")
tok.pad_token = tok.eos_token
loader = DataLoader(InstructionDataset(args.train_file, tok), batch_size=args.batch_size, shuffle=True)
lengths, step = Counter(), 0
for epoch in range(args.num_epochs):
    for batch in loader:
        for n in batch["attention_mask"].sum(1).tolist():
            lengths[n // 64 * 64] += 1
        step += 1
        if step == args.max_steps:
            break
total = sum(lengths.values())
for k in sorted(lengths):
    print(f"{k:6d} {lengths[k]:7d} {100 * lengths[k] / total:5.1f}% " + "#" * int(60 * lengths[k] / total))
print("steps per epoch", step, "tokens", sum(k * v for k, v in lengths.items()))
