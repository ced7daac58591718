import faiss
import numpy as np
from sentence_transformers import SentenceTransformer

docs = [l.strip() for l in open("docs.txt")]
enc = SentenceTransformer("all-MiniLM-L6-v2")
E = enc.encode(docs, batch_size=256, show_progress_bar=True, normalize_embeddings=True)
quant = faiss.IndexFlatIP(E.shape[1])
index = faiss.IndexIVFPQ(quant, E.shape[1], 4096, 48, 8)
index.train(E.astype(np.float32))
index.add(E.astype(np.float32))
faiss.write_index(index, "docs.faiss")
