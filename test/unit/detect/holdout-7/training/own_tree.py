from collections import Counter
import numpy as np
from sklearn.datasets import load_iris


class DecisionTree:
    def __init__(self, max_depth=4):
        self.max_depth = max_depth

    def fit(self, X, y):
        self.root = self._grow(X, y, 0)

    def _grow(self, X, y, depth):
        if depth == self.max_depth or len(set(y)) == 1:
            return Counter(y).most_common(1)[0][0]
        best = max(((self._gain(y, X[:, f] < t), f, t) for f in range(X.shape[1]) for t in np.unique(X[:, f])), key=lambda g: g[0])
        _, f, t = best
        mask = X[:, f] < t
        if mask.all() or not mask.any():
            return Counter(y).most_common(1)[0][0]
        return f, t, self._grow(X[mask], y[mask], depth + 1), self._grow(X[~mask], y[~mask], depth + 1)

    def _entropy(self, y):
        p = np.bincount(y) / max(len(y), 1)
        return -(p[p > 0] * np.log2(p[p > 0])).sum()

    def _gain(self, y, m):
        return self._entropy(y) - m.mean() * self._entropy(y[m]) - (~m).mean() * self._entropy(y[~m])

    def predict(self, X):
        out = []
        for x in X:
            n = self.root
            while isinstance(n, tuple):
                n = n[2] if x[n[0]] < n[1] else n[3]
            out.append(n)
        return np.array(out)


X, y = load_iris(return_X_y=True)
tree = DecisionTree()
tree.fit(X, y)
print((tree.predict(X) == y).mean())
