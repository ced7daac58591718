import numpy as np
import umap
import hdbscan
from sklearn.neighbors import NearestNeighbors
from sklearn.preprocessing import normalize, LabelEncoder
from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer

emb = normalize(np.load("train_embeddings.npy"))
texts = open("texts.txt").read().splitlines()
nn = NearestNeighbors(n_neighbors=10, metric="cosine").fit(emb)
dist, idx = nn.kneighbors(emb)
print("near duplicates", (dist[:, 1] < 0.02).sum())
low = umap.UMAP(n_neighbors=15, n_components=2, metric="cosine").fit_transform(emb)
vec = CountVectorizer(stop_words="english", max_features=5000)
counts = vec.fit_transform(texts)
tfidf = TfidfTransformer().fit(counts).transform(counts)
le = LabelEncoder().fit(open("labels.txt").read().split())
print(le.classes_, tfidf.shape, low.shape)
