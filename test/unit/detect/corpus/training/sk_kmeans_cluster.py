import numpy as np
from sklearn.cluster import KMeans, MiniBatchKMeans
x = np.load('emb.npy')
km = MiniBatchKMeans(n_clusters=1000, batch_size=4096)
km.fit(x)
np.save('centers.npy', km.cluster_centers_)
