import matplotlib.pyplot as plt
import pandas as pd
from sklearn.decomposition import PCA
from sklearn.manifold import TSNE
from sklearn.preprocessing import StandardScaler

df = pd.read_csv("iris.csv")
x = StandardScaler().fit_transform(df.drop(columns="species"))
pca = PCA(n_components=2)
pc = pca.fit_transform(x)
print(pca.explained_variance_ratio_)
ts = TSNE(perplexity=30).fit_transform(x)
fig, ax = plt.subplots(1, 2)
for a, z in zip(ax, (pc, ts)):
    a.scatter(z[:, 0], z[:, 1], c=df.species.astype("category").cat.codes)
fig.savefig("proj.png")
