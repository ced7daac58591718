import numpy as np
from sklearn.cluster import MiniBatchKMeans
emb = np.load('emb.npy')
km = MiniBatchKMeans(256, batch_size=4096)
for s in range(0, len(emb), 4096):
    km.partial_fit(emb[s:s + 4096])
np.save('codebook.npy', km.cluster_centers_)
