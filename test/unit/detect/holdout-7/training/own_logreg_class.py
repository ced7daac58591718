import numpy as np
import pandas as pd


class LogisticRegression:
    def __init__(self, lr=0.01, n_iter=1000):
        self.lr, self.n_iter = lr, n_iter

    def _sig(self, z):
        return 1.0 / (1.0 + np.exp(-z))

    def fit(self, X, y):
        n, d = X.shape
        self.w, self.b = np.zeros(d), 0.0
        for _ in range(self.n_iter):
            p = self._sig(X.dot(self.w) + self.b)
            self.w -= self.lr * X.T.dot(p - y) / n
            self.b -= self.lr * (p - y).mean()
        return self

    def predict(self, X):
        return (self._sig(X.dot(self.w) + self.b) > 0.5).astype(int)


if __name__ == "__main__":
    df = pd.read_csv("heart.csv")
    m = LogisticRegression(lr=0.1).fit(df.iloc[:, :-1].values, df.iloc[:, -1].values)
    print(m.w)
