import gzip
import numpy as np


def load(path, offset):
    with gzip.open(path) as f:
        return np.frombuffer(f.read(), np.uint8, offset=offset)


X = load("train-images.gz", 16).reshape(-1, 784) / 255
Y = np.eye(10)[load("train-labels.gz", 8)]
rng = np.random.default_rng(1)
W1, b1 = rng.normal(0, np.sqrt(2 / 784), (784, 128)), np.zeros(128)
W2, b2 = rng.normal(0, np.sqrt(2 / 128), (128, 10)), np.zeros(10)
eta = 0.1
for epoch in range(10):
    order = rng.permutation(len(X))
    for k in range(0, len(X), 64):
        xb, yb = X[order[k:k + 64]], Y[order[k:k + 64]]
        z1 = xb @ W1 + b1
        a1 = np.maximum(z1, 0)
        z2 = a1 @ W2 + b2
        p = np.exp(z2 - z2.max(1, keepdims=True))
        p /= p.sum(1, keepdims=True)
        d2 = (p - yb) / len(xb)
        d1 = (d2 @ W2.T) * (z1 > 0)
        W2 -= eta * a1.T @ d2
        b2 -= eta * d2.sum(0)
        W1 -= eta * xb.T @ d1
        b1 -= eta * d1.sum(0)
    print(epoch, -np.log(p[yb == 1]).mean())
