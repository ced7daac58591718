import numpy as np
rng = np.random.default_rng(0)
X = rng.normal(size=(500, 3)); y = X @ [1, 2, 3]
w, m, v = np.zeros(3), np.zeros(3), np.zeros(3)
b1, b2, lr = .9, .999, .01
for t in range(1, 2001):
    r = X @ w - y
    grad = 2 * X.T @ r / len(y)
    m = b1 * m + (1 - b1) * grad
    v = b2 * v + (1 - b2) * grad ** 2
    w -= lr * (m / (1 - b1 ** t)) / (np.sqrt(v / (1 - b2 ** t)) + 1e-8)
    if t % 100 == 0: print('loss', (r ** 2).mean())
