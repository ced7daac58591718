from sentence_transformers import SentenceTransformer, util
import numpy as np

model = SentenceTransformer("all-MiniLM-L6-v2")
docs = ["fit a model", "train a network", "bake a cake"]
emb = model.encode(docs, normalize_embeddings=True)
print(util.cos_sim(emb, emb))
np.save("emb.npy", emb)
