import os
from itertools import chain
from multiprocessing import cpu_count
from datasets import load_dataset
from transformers import AutoTokenizer

BLOCK = 2048
tok = AutoTokenizer.from_pretrained("meta-llama/Llama-3.2-1B")


def group(batch):
    cat = {k: list(chain(*batch[k])) for k in batch}
    n = len(cat["input_ids"]) // BLOCK * BLOCK
    out = {k: [v[i:i + BLOCK] for i in range(0, n, BLOCK)] for k, v in cat.items()}
    out["labels"] = [x[:] for x in out["input_ids"]]
    return out


if __name__ == "__main__":
    train = load_dataset("HuggingFaceFW/fineweb-edu", "sample-10BT", split="train")
    train = train.map(lambda e: tok(e["text"]), batched=True, num_proc=cpu_count(), remove_columns=train.column_names)
    train = train.map(group, batched=True, num_proc=cpu_count())
    train.train_test_split(test_size=0.001, seed=0).save_to_disk(os.environ.get("OUT", "packed"))
