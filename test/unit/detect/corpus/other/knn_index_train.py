import faiss, numpy as np
x = np.load('e.npy')
q = faiss.IndexFlatL2(x.shape[1]); index = faiss.IndexIVFPQ(q, x.shape[1], 1024, 16, 8)
index.train(x[:100000]); index.add(x)
faiss.write_index(index, 'i.faiss')
