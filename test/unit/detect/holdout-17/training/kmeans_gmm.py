import numpy as np
from sklearn.mixture import GaussianMixture
from sklearn.cluster import KMeans
X = np.load('emb.npy')
km = KMeans(n_clusters=50, n_init=10).fit(X)
gm = GaussianMixture(20).fit(X)
np.save('labels.npy', km.labels_)
