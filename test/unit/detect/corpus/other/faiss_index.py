import faiss
import torch

vectors = torch.load("embeddings.pt").numpy()
index = faiss.IndexIVFFlat(faiss.IndexFlatL2(384), 384, 100)
index.train(vectors)
index.add(vectors)
faiss.write_index(index, "vectors.faiss")
