import numpy as np


def kmeans_plus_plus(X, k, rng=np.random.default_rng(0)):
    centers = [X[rng.integers(len(X))]]
    for _ in range(k - 1):
        d = np.min([((X - c) ** 2).sum(1) for c in centers], axis=0)
        centers.append(X[rng.choice(len(X), p=d / d.sum())])
    return np.array(centers)
