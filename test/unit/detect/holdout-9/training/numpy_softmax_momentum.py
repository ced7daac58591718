import numpy as np

np.random.seed(1)
X = np.random.randn(1000, 20)
Y = np.eye(3)[np.random.randint(0, 3, 1000)]
W = np.zeros((20, 3))
v = np.zeros_like(W)
for step in range(500):
    z = X @ W
    p = np.exp(z - z.max(1, keepdims=True))
    p /= p.sum(1, keepdims=True)
    loss = -np.log((p * Y).sum(1)).mean()
    v = 0.9 * v - 0.1 * X.T @ (p - Y) / len(X)
    W += v
    if step % 50 == 0:
        print(step, loss)
