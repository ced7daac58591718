import argparse
import glob
import json
import multiprocessing as mp
import os
import sys
import time

import numpy as np
import zstandard
from transformers import AutoTokenizer

tok = None


def init(name):
    global tok
    tok = AutoTokenizer.from_pretrained(name, use_fast=True)


def encode(line):
    text = json.loads(line)["text"]
    ids = tok(text, add_special_tokens=False)["input_ids"]
    ids.append(tok.eos_token_id)
    return np.asarray(ids, dtype=np.uint16), len(text)


def lines(path):
    with open(path, "rb") as f:
        import io
        yield from io.TextIOWrapper(zstandard.ZstdDecompressor().stream_reader(f), encoding="utf-8")


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--glob", required=True)
    ap.add_argument("--tokenizer", default="EleutherAI/gpt-neox-20b")
    ap.add_argument("--train-out", default="train.bin")
    ap.add_argument("--val-out", default="val.bin")
    ap.add_argument("--val-every", type=int, default=1000)
    ap.add_argument("--workers", type=int, default=os.cpu_count())
    a = ap.parse_args()
    t0, chars, n = time.time(), 0, 0
    with mp.Pool(a.workers, init, (a.tokenizer,)) as pool, open(a.train_out, "wb") as tr, open(a.val_out, "wb") as va:
        for path in sorted(glob.glob(a.glob)):
            for ids, c in pool.imap(encode, lines(path), chunksize=64):
                (va if n % a.val_every == 0 else tr).write(ids.tobytes())
                chars += c
                n += 1
                if n % 10000 == 0:
                    print(f"{n} docs {chars / 1e6 / (time.time() - t0):.2f} MB/s", file=sys.stderr)


if __name__ == "__main__":
    main()
