import numpy as np
import pandas as pd
from sklearn.neighbors import NearestNeighbors

emb = np.load("item_emb.npy")
items = pd.read_csv("items.csv")
nn = NearestNeighbors(n_neighbors=11, metric="cosine").fit(emb)
dist, idx = nn.kneighbors(emb[:100])
for row, d in zip(idx, dist):
    print(items.title[row[0]], "->", ", ".join(items.title[j] for j in row[1:4]), d[1])
