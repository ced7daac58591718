import argparse
import io
import os
import pickle
import lmdb
import numpy as np
import torch
from PIL import Image
from torch.utils.data import DataLoader, Dataset, Sampler, get_worker_info
from tqdm import tqdm


class LmdbImages(Dataset):
    def __init__(self, path, transform=None):
        self.path, self.transform, self.env = path, transform, None
        with lmdb.open(path, readonly=True, lock=False) as env, env.begin() as txn:
            self.keys = pickle.loads(txn.get(b"__keys__"))

    def _open(self):
        self.env = lmdb.open(self.path, readonly=True, lock=False, readahead=False, meminit=False)

    def __len__(self):
        return len(self.keys)

    def __getitem__(self, i):
        if self.env is None:
            self._open()
        with self.env.begin() as txn:
            raw, label = pickle.loads(txn.get(self.keys[i]))
        img = Image.open(io.BytesIO(raw)).convert("RGB")
        return (self.transform(img) if self.transform else img), label


class BalancedBatch(Sampler):
    """P classes, K samples of each; for metric learning."""

    def __init__(self, labels, p=16, k=4, batches=500):
        self.by = {c: np.flatnonzero(np.asarray(labels) == c) for c in set(labels)}
        self.p, self.k, self.batches = p, k, batches

    def __len__(self):
        return self.batches

    def __iter__(self):
        for _ in range(self.batches):
            cs = np.random.choice(list(self.by), self.p, replace=False)
            yield [int(i) for c in cs for i in np.random.choice(self.by[c], self.k, replace=len(self.by[c]) < self.k)]


def build(folder, out, size):
    env = lmdb.open(out, map_size=1 << 40)
    keys = []
    classes = sorted(d for d in os.listdir(folder) if os.path.isdir(os.path.join(folder, d)))
    with env.begin(write=True) as txn:
        for label, c in enumerate(classes):
            for f in tqdm(sorted(os.listdir(os.path.join(folder, c))), desc=c):
                img = Image.open(os.path.join(folder, c, f)).convert("RGB")
                img.thumbnail((size, size))
                buf = io.BytesIO()
                img.save(buf, "JPEG", quality=92)
                key = f"{c}/{f}".encode()
                txn.put(key, pickle.dumps((buf.getvalue(), label)))
                keys.append(key)
        txn.put(b"__keys__", pickle.dumps(keys))


if __name__ == "__main__":
    ap = argparse.ArgumentParser()
    ap.add_argument("folder")
    ap.add_argument("out")
    ap.add_argument("--size", type=int, default=320)
    a = ap.parse_args()
    build(a.folder, a.out, a.size)
    print(len(LmdbImages(a.out)), "images")
