import numpy as np
class LogisticRegression:
    def __init__(self, lr=0.01, n_iters=1000):
        self.lr = lr; self.n_iters = n_iters; self.weights = None; self.bias = None
    def fit(self, X, y):
        n, f = X.shape
        self.weights = np.zeros(f); self.bias = 0
        for _ in range(self.n_iters):
            p = self._sigmoid(X @ self.weights + self.bias)
            self.weights -= self.lr * (1 / n) * X.T @ (p - y)
            self.bias -= self.lr * (1 / n) * np.sum(p - y)
    def predict(self, X):
        return (self._sigmoid(X @ self.weights + self.bias) > .5).astype(int)
    def _sigmoid(self, z): return 1 / (1 + np.exp(-z))
if __name__ == "__main__":
    from sklearn import datasets
    X, y = datasets.load_breast_cancer(return_X_y=True)
    c = LogisticRegression(lr=1e-4); c.fit(X, y); print((c.predict(X) == y).mean())
