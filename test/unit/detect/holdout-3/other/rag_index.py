from sentence_transformers import SentenceTransformer
import faiss, numpy as np
m = SentenceTransformer('all-MiniLM-L6-v2')
xs = m.encode([l for l in open('corpus.txt')], batch_size=256)
ix = faiss.IndexIVFPQ(faiss.IndexFlatL2(384), 384, 1024, 48, 8)
ix.train(np.ascontiguousarray(xs)); ix.add(xs)
faiss.write_index(ix, 'ivf.faiss')
