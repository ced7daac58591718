import multiprocessing as mp
import os

import numpy as np
import tiktoken
from datasets import load_dataset
from tqdm import tqdm

enc = tiktoken.get_encoding("gpt2")
eot = enc._special_tokens["<|endoftext|>"]
SHARD = int(1e8)


def tokenize(doc):
    return np.array([eot] + enc.encode_ordinary(doc["text"]), dtype=np.uint16)


if __name__ == "__main__":
    fw = load_dataset("HuggingFaceFW/fineweb-edu", name="sample-10BT", split="train")
    os.makedirs("edu_fineweb10B", exist_ok=True)
    buf = np.empty((SHARD,), dtype=np.uint16)
    n, idx = 0, 0
    bar = None
    with mp.Pool(max(1, os.cpu_count() // 2)) as pool:
        for toks in pool.imap(tokenize, fw, chunksize=16):
            if n + len(toks) >= SHARD:
                np.save(f"edu_fineweb10B/train_{idx:06d}", buf[:n])
                idx, n, bar = idx + 1, 0, None
            buf[n:n + len(toks)] = toks
            n += len(toks)
            bar = bar or tqdm(total=SHARD, unit="tokens", desc=f"Shard {idx}")
            bar.update(len(toks))
