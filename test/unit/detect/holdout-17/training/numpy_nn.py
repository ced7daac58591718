import numpy as np
rng = np.random.default_rng(0)
X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]]); y = np.array([[0], [1], [1], [0]])
w1, w2 = rng.normal(size=(2, 8)), rng.normal(size=(8, 1))
sig = lambda z: 1 / (1 + np.exp(-z))
for i in range(5000):
    h = sig(X @ w1); o = sig(h @ w2)
    d2 = (o - y) * o * (1 - o)
    d1 = d2 @ w2.T * h * (1 - h)
    w2 -= 0.5 * h.T @ d2
    w1 -= 0.5 * X.T @ d1
