import numpy as np

class Perceptron:
    def __init__(self, lr=0.1, n_iter=50):
        self.lr, self.n_iter = lr, n_iter

    def fit(self, X, y):
        self.w = np.zeros(X.shape[1])
        self.b = 0.
        for _ in range(self.n_iter):
            for xi, t in zip(X, y):
                error = t - self.predict(xi)
                self.w += self.lr * error * xi
                self.b += self.lr * error
        return self

    def predict(self, x):
        return np.where(np.dot(x, self.w) + self.b >= 0, 1, -1)

if __name__ == '__main__':
    X = np.random.randn(200, 2)
    y = np.where(X[:, 0] > X[:, 1], 1, -1)
    p = Perceptron().fit(X, y)
    print((p.predict(X) == y).mean())
