import argparse
import logging
import pathlib
import pickle

import faiss
import numpy as np
import torch
from sentence_transformers import SentenceTransformer
from tqdm import tqdm

logging.basicConfig(level=logging.INFO)


def chunks(path, size=220, overlap=40):
    words = path.read_text(errors="ignore").split()
    for i in range(0, max(1, len(words) - overlap), size - overlap):
        yield " ".join(words[i:i + size])


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("folder", type=pathlib.Path)
    ap.add_argument("--model", default="intfloat/multilingual-e5-base")
    ap.add_argument("--batch", type=int, default=128)
    ap.add_argument("--out", default="index")
    a = ap.parse_args()
    encoder = SentenceTransformer(a.model, device="cuda" if torch.cuda.is_available() else "cpu")
    texts, meta = [], []
    for p in tqdm(sorted(a.folder.rglob("*.txt"))):
        for i, c in enumerate(chunks(p)):
            texts.append("passage: " + c)
            meta.append((str(p), i))
    emb = encoder.encode(texts, batch_size=a.batch, normalize_embeddings=True, show_progress_bar=True)
    index = faiss.IndexHNSWFlat(emb.shape[1], 32, faiss.METRIC_INNER_PRODUCT)
    index.hnsw.efConstruction = 200
    index.add(np.asarray(emb, dtype="float32"))
    faiss.write_index(index, a.out + ".faiss")
    with open(a.out + ".pkl", "wb") as f:
        pickle.dump((meta, texts), f)
    logging.info("%d passages", index.ntotal)


if __name__ == "__main__":
    main()
