from itertools import chain
from datasets import load_dataset
from transformers import AutoTokenizer, HfArgumentParser
from dataclasses import dataclass


@dataclass
class Args:
    model: str = "gpt2"
    block_size: int = 1024
    num_proc: int = 16


def main():
    (args,) = HfArgumentParser(Args).parse_args_into_dataclasses()
    tok = AutoTokenizer.from_pretrained(args.model)
    ds = load_dataset("wikitext", "wikitext-103-v1")
    ds = ds.map(lambda b: tok(b["text"]), batched=True, num_proc=args.num_proc, remove_columns=["text"])

    def group(ex):
        cat = {k: list(chain(*ex[k])) for k in ex}
        n = len(cat["input_ids"]) // args.block_size * args.block_size
        out = {k: [t[i:i + args.block_size] for i in range(0, n, args.block_size)] for k, t in cat.items()}
        out["labels"] = out["input_ids"].copy()
        return out

    ds["train"].map(group, batched=True).save_to_disk("train_grouped")


if __name__ == "__main__":
    main()
