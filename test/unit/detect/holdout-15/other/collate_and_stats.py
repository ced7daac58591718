import argparse
import collections
import json
import sys
import matplotlib.pyplot as plt
import numpy as np
from datasets import load_from_disk
from transformers import AutoTokenizer, DataCollatorForLanguageModeling, DataCollatorForSeq2Seq


def histogram(lengths, path):
    plt.hist(lengths, bins=100)
    plt.yscale("log")
    plt.axvline(np.percentile(lengths, 99), color="r")
    plt.savefig(path)


def padding_waste(lengths, batch, sort):
    ls = np.sort(lengths) if sort else np.random.default_rng(0).permutation(lengths)
    tot = sum(len(b) * b.max() for b in np.array_split(ls, max(1, len(ls) // batch)))
    return 1 - ls.sum() / tot


if __name__ == "__main__":
    p = argparse.ArgumentParser()
    p.add_argument("dataset")
    p.add_argument("--tokenizer", default="google/mt5-small")
    p.add_argument("--per_device_train_batch_size", type=int, default=16)
    p.add_argument("--max_length", type=int, default=512)
    a = p.parse_args()
    ds = load_from_disk(a.dataset)["train"]
    tok = AutoTokenizer.from_pretrained(a.tokenizer)
    lens = np.array(ds.map(lambda b: {"n": [len(x) for x in tok(b["text"]).input_ids]}, batched=True)["n"])
    print(json.dumps({"n": len(lens), "tokens": int(lens.sum()), "p50": float(np.median(lens)), "p99": float(np.percentile(lens, 99)),
                      "truncated": float((lens > a.max_length).mean())}))
    for s in (False, True):
        print("sorted" if s else "random", f"{padding_waste(np.minimum(lens, a.max_length), a.per_device_train_batch_size, s):.1%}")
    coll = DataCollatorForSeq2Seq(tok, padding="longest")
    batch = coll([{"input_ids": tok(t).input_ids, "labels": tok(t).input_ids} for t in ds[:4]["text"]])
    print({k: v.shape for k, v in batch.items()})
    histogram(lens, "lengths.png")
    counts = collections.Counter(ds["label"])
    print(counts.most_common(), file=sys.stderr)
