import faiss, numpy as np, time
from sentence_transformers import SentenceTransformer

enc = SentenceTransformer("all-MiniLM-L6-v2")
docs = [l.strip() for l in open("docs.txt")]
emb = enc.encode(docs, batch_size=256, show_progress_bar=True, normalize_embeddings=True)
quant = faiss.IndexFlatIP(emb.shape[1])
index = faiss.IndexIVFPQ(quant, emb.shape[1], 1024, 16, 8)
t = time.time()
index.train(emb[:100_000])
index.add(emb)
print("built in", time.time() - t)
faiss.write_index(index, "docs.faiss")
