import numpy as np
import pandas as pd


class LogisticRegression:
    def __init__(self, lr=0.01, n_iters=1000):
        self.lr = lr
        self.n_iters = n_iters
        self.weights = None
        self.bias = 0.0

    def _sig(self, z):
        return 1.0 / (1.0 + np.exp(-z))

    def fit(self, X, y):
        n, d = X.shape
        self.weights = np.zeros(d)
        for _ in range(self.n_iters):
            y_hat = self._sig(X @ self.weights + self.bias)
            dw = X.T @ (y_hat - y) / n
            db = np.sum(y_hat - y) / n
            self.weights -= self.lr * dw
            self.bias -= self.lr * db

    def predict(self, X):
        return (self._sig(X @ self.weights + self.bias) > 0.5).astype(int)


def main():
    df = pd.read_csv("heart.csv")
    X = df.drop(columns="target").values
    X = (X - X.mean(0)) / X.std(0)
    y = df["target"].values
    clf = LogisticRegression(0.05, 3000)
    clf.fit(X, y)
    print("train acc:", (clf.predict(X) == y).mean())


main()
