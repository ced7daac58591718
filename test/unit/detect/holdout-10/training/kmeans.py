import numpy as np
from sklearn.cluster import KMeans
from sklearn.metrics import silhouette_score

X = np.load("emb.npy")
for k in range(2, 12):
    km = KMeans(n_clusters=k, n_init="auto").fit(X)
    print(k, km.inertia_, silhouette_score(X, km.labels_))
