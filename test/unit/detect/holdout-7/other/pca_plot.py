import matplotlib.pyplot as plt
import numpy as np
from sklearn.decomposition import PCA
from sklearn.manifold import TSNE

emb = np.load("emb.npy")
p = PCA(n_components=50).fit(emb)
xy = TSNE(2, perplexity=30).fit_transform(p.transform(emb))
plt.scatter(*xy.T, s=2)
plt.savefig("tsne.png")
