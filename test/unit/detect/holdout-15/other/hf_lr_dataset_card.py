import argparse
import json
from collections import Counter
from datasets import load_dataset, Dataset, DatasetDict
from huggingface_hub import HfApi, DatasetCard, create_repo

CARD = """---
language: is
task_categories: [text-classification]
---
# {name}
{n_train} training and {n_test} test examples.

```python
from transformers import Trainer
trainer = Trainer(model, args, train_dataset=ds["train"])
trainer.train()
```
"""


def clean(ex):
    t = " ".join(ex["text"].split())
    return {"text": t, "label": ex["label"], "chars": len(t)}


def main():
    p = argparse.ArgumentParser()
    p.add_argument("jsonl")
    p.add_argument("--repo", required=True)
    p.add_argument("--private", action="store_true")
    a = p.parse_args()
    ds = load_dataset("json", data_files=a.jsonl, split="train").map(clean).filter(lambda e: 20 < e["chars"] < 5000)
    parts = ds.train_test_split(test_size=0.1, seed=3)
    print(Counter(parts["train"]["label"]))
    create_repo(a.repo, repo_type="dataset", private=a.private, exist_ok=True)
    parts.push_to_hub(a.repo)
    DatasetCard(CARD.format(name=a.repo, n_train=len(parts["train"]), n_test=len(parts["test"]))).push_to_hub(a.repo)


if __name__ == "__main__":
    main()
