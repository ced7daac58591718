from __future__ import annotations

import pickle
from pathlib import Path

import faiss
import numpy as np
import typer
from rank_bm25 import BM25Okapi
from sentence_transformers import SentenceTransformer

app = typer.Typer()


def chunks(text: str, size: int = 400, overlap: int = 50):
    words = text.split()
    for start in range(0, len(words), size - overlap):
        yield " ".join(words[start:start + size])


@app.command()
def build(folder: Path, out: Path = Path("index"), nlist: int = 256, model: str = "BAAI/bge-base-en-v1.5"):
    out.mkdir(exist_ok=True)
    docs = [(p.name, c) for p in folder.rglob("*.md") for c in chunks(p.read_text())]
    encoder = SentenceTransformer(model)
    vectors = encoder.encode([c for _, c in docs], batch_size=128, show_progress_bar=True, normalize_embeddings=True)
    vectors = np.asarray(vectors, dtype="float32")
    quantizer = faiss.IndexFlatIP(vectors.shape[1])
    index = faiss.IndexIVFPQ(quantizer, vectors.shape[1], nlist, 32, 8)
    index.train(vectors)
    index.add(vectors)
    faiss.write_index(index, str(out / "dense.faiss"))
    bm25 = BM25Okapi([c.lower().split() for _, c in docs])
    with open(out / "sparse.pkl", "wb") as f:
        pickle.dump((bm25, docs), f)


@app.command()
def query(text: str, out: Path = Path("index"), k: int = 5, model: str = "BAAI/bge-base-en-v1.5"):
    index = faiss.read_index(str(out / "dense.faiss"))
    _, docs = pickle.load(open(out / "sparse.pkl", "rb"))
    v = SentenceTransformer(model).encode([text], normalize_embeddings=True)
    for s, i in zip(*(a[0] for a in index.search(v, k))):
        print(f"{s:.3f} {docs[i][0]}: {docs[i][1][:80]}")


if __name__ == "__main__":
    app()
