import numpy as np

rng = np.random.default_rng(0)
X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
Y = np.array([[0], [1], [1], [0]])
W1 = rng.normal(size=(2, 8))
W2 = rng.normal(size=(8, 1))
sig = lambda z: 1 / (1 + np.exp(-z))
eta = 0.5
for epoch in range(20000):
    A1 = sig(X @ W1)
    A2 = sig(A1 @ W2)
    E = A2 - Y
    d2 = E * A2 * (1 - A2)
    d1 = d2 @ W2.T * A1 * (1 - A1)
    W2 -= eta * A1.T @ d2
    W1 -= eta * X.T @ d1
    if epoch % 1000 == 0:
        print(epoch, (E ** 2).mean())
