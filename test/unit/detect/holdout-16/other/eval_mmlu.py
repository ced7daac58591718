import argparse
import collections
import json
import os
import numpy as np
import pandas as pd
import torch
from tqdm import tqdm
from transformers import AutoModelForCausalLM, AutoTokenizer

CHOICES = "ABCD"


def fmt(row, answer=True):
    s = row[0] + "".join(f"\n{c}. {row[i + 1]}" for i, c in enumerate(CHOICES)) + "\nAnswer:"
    return s + (f" {row[5]}\n\n" if answer else "")


def gen_prompt(train_df, subject, k):
    head = f"The following are multiple choice questions (with answers) about {subject.replace('_', ' ')}.\n\n"
    return head + "".join(fmt(r) for r in train_df.values[:k])


@torch.no_grad()
def evaluate(args, subject, model, tok, dev_df, test_df, choice_ids):
    cors = []
    for row in test_df.values:
        k = args.ntrain
        while True:
            ids = tok(gen_prompt(dev_df, subject, k) + fmt(row, False), return_tensors="pt").input_ids.to(model.device)
            if ids.shape[1] < 2048 or k == 0:
                break
            k -= 1
        logits = model(ids).logits[0, -1, choice_ids]
        cors.append(CHOICES[logits.argmax().item()] == row[5])
    return np.mean(cors), cors


def main(args):
    tok = AutoTokenizer.from_pretrained(args.model)
    model = AutoModelForCausalLM.from_pretrained(args.model, torch_dtype=torch.float16, device_map="auto").eval()
    choice_ids = [tok(f" {c}", add_special_tokens=False).input_ids[-1] for c in CHOICES]
    subjects = sorted(f.split("_test.csv")[0] for f in os.listdir(os.path.join(args.data_dir, "test")) if f.endswith("_test.csv"))
    res, allc = {}, []
    for s in tqdm(subjects):
        dev = pd.read_csv(os.path.join(args.data_dir, "dev", s + "_dev.csv"), header=None)[: args.ntrain]
        test = pd.read_csv(os.path.join(args.data_dir, "test", s + "_test.csv"), header=None)
        res[s], c = evaluate(args, s, model, tok, dev, test, choice_ids)
        allc += c
    res["average"] = float(np.mean(allc))
    print(collections.Counter(allc), res["average"])
    with open(args.save, "w") as f:
        json.dump(res, f, indent=1)


if __name__ == "__main__":
    p = argparse.ArgumentParser()
    p.add_argument("--model", "-m")
    p.add_argument("--ntrain", "-k", type=int, default=5)
    p.add_argument("--data_dir", "-d", default="data")
    p.add_argument("--save", "-s", default="mmlu.json")
    main(p.parse_args())
