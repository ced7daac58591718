import faiss
import numpy as np
from sentence_transformers import SentenceTransformer

model = SentenceTransformer("all-MiniLM-L6-v2", device="cuda")
docs = [l.strip() for l in open("docs.txt")]
emb = model.encode(docs, batch_size=512, show_progress_bar=True, normalize_embeddings=True)
index = faiss.index_factory(emb.shape[1], "IVF4096,PQ48")
index.train(emb[:200_000])
index.add(emb)
faiss.write_index(index, "docs.faiss")
