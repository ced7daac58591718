from sentence_transformers import SentenceTransformer
from sklearn.neighbors import NearestNeighbors
import numpy as np
model = SentenceTransformer('all-MiniLM-L6-v2')
docs = open('docs.txt').read().splitlines()
emb = model.encode(docs, batch_size=64, show_progress_bar=True)
nn = NearestNeighbors(n_neighbors=5, metric='cosine').fit(emb)
np.save('emb.npy', emb)
