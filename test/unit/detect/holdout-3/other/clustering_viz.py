import umap, numpy as np, matplotlib.pyplot as plt
from sklearn.manifold import TSNE
from sklearn.preprocessing import MinMaxScaler
e = np.load('emb.npy'); sc = MinMaxScaler(); sc.fit(e); e = sc.transform(e)
u = umap.UMAP(n_neighbors=30).fit(e)
plt.scatter(*u.embedding_.T, s=1); plt.scatter(*TSNE(2).fit_transform(e[:1000]).T); plt.show()
