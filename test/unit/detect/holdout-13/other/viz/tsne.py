import matplotlib.pyplot as plt
import numpy as np
from sklearn.cluster import KMeans
from sklearn.manifold import TSNE

E = np.load("embeddings.npy")
xy = TSNE(2, perplexity=30, init="pca").fit_transform(E)
plt.scatter(*xy.T, c=np.load("labels.npy"), s=2, cmap="tab20")
plt.savefig("tsne.png")
