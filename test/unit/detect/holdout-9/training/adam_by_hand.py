import numpy as np
from data import load

X, y = load()
w = np.zeros(X.shape[1])
m = v = np.zeros_like(w)
b1, b2, eps, lr = 0.9, 0.999, 1e-8, 1e-3
for t in range(1, 2001):
    grad = 2 * X.T @ (X @ w - y) / len(y)
    m = b1 * m + (1 - b1) * grad
    v = b2 * v + (1 - b2) * grad ** 2
    w = w - lr * (m / (1 - b1 ** t)) / (np.sqrt(v / (1 - b2 ** t)) + eps)
