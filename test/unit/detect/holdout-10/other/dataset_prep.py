import json
import random
from pathlib import Path
from datasets import load_dataset
from transformers import AutoTokenizer

tok = AutoTokenizer.from_pretrained("meta-llama/Llama-2-7b-hf")
ds = load_dataset("wikitext", "wikitext-103-raw-v1", split="train")
ds = ds.map(lambda b: tok(b["text"]), batched=True, num_proc=8, remove_columns=["text"])
out = Path("data")
out.mkdir(exist_ok=True)
splits = ds.train_test_split(0.01)
splits["train"].save_to_disk(out / "train")
splits["test"].save_to_disk(out / "test")
json.dump({"n": len(ds)}, open(out / "meta.json", "w"))
