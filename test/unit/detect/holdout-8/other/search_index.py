import faiss
import numpy as np

xb = np.load("emb.npy").astype("float32")
quantizer = faiss.IndexFlatL2(xb.shape[1])
index = faiss.IndexIVFPQ(quantizer, xb.shape[1], 4096, 16, 8)
index.train(xb)
index.add(xb)
faiss.write_index(index, "ivfpq.index")
