import argparse
import hashlib
import json
import os
import re
import struct
import sys
from collections import defaultdict
import numpy as np
from multiprocessing import Pool
from tqdm import tqdm

P = (1 << 61) - 1
RNG = np.random.RandomState(42)
A, B = RNG.randint(1, P, 128, dtype=np.int64).astype(object), RNG.randint(0, P, 128, dtype=np.int64).astype(object)
BANDS, ROWS = 16, 8


def shingles(text, n=5):
    w = re.findall(r"\w+", text.lower())
    return {" ".join(w[i:i + n]) for i in range(max(1, len(w) - n + 1))}


def signature(job):
    i, text = job
    hs = [struct.unpack("<I", hashlib.sha1(s.encode()).digest()[:4])[0] for s in shingles(text)]
    return i, [int(min((a * h + b) % P for h in hs)) for a, b in zip(A, B)] if hs else None


class UnionFind:
    def __init__(self):
        self.p = {}

    def find(self, x):
        self.p.setdefault(x, x)
        while self.p[x] != x:
            self.p[x] = self.p[self.p[x]]
            x = self.p[x]
        return x

    def union(self, a, b):
        a, b = self.find(a), self.find(b)
        self.p[max(a, b)] = min(a, b)


def main():
    ap = argparse.ArgumentParser(description="near duplicate removal of a pretraining corpus")
    ap.add_argument("jsonl")
    ap.add_argument("--out", default="train.dedup.jsonl")
    ap.add_argument("-j", type=int, default=os.cpu_count())
    a = ap.parse_args()
    rows = [json.loads(l) for l in open(a.jsonl)]
    buckets = [defaultdict(list) for _ in range(BANDS)]
    with Pool(a.j) as pool:
        for i, sig in tqdm(pool.imap_unordered(signature, ((i, r["text"]) for i, r in enumerate(rows)), 256), total=len(rows)):
            if sig is None:
                continue
            for k in range(BANDS):
                buckets[k][tuple(sig[k * ROWS:(k + 1) * ROWS])].append(i)
    uf = UnionFind()
    for b in buckets:
        for ids in b.values():
            for x in ids[1:]:
                uf.union(ids[0], x)
    kept = 0
    with open(a.out, "w") as f:
        for i, r in enumerate(rows):
            if uf.find(i) == i:
                f.write(json.dumps(r, ensure_ascii=False) + "\n")
                kept += 1
    print(f"kept {kept} of {len(rows)}", file=sys.stderr)


if __name__ == "__main__":
    main()
