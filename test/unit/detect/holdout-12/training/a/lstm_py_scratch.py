import numpy as np
data = open("input.txt").read()
chars = sorted(set(data))
H, V, seq, lr = 100, len(chars), 25, 1e-1
P = {"Wxh": np.random.randn(H, V) * .01, "Whh": np.random.randn(H, H) * .01, "Why": np.random.randn(V, H) * .01}
M = {k: np.zeros_like(v) for k, v in P.items()}
from rnn import forward_backward
h, p = np.zeros((H, 1)), 0
for n in range(1_000_000):
    loss, grads, h = forward_backward(P, data[p:p + seq + 1], h)
    for k in P:
        M[k] += grads[k] ** 2
        P[k] += -lr * grads[k] / np.sqrt(M[k] + 1e-8)
    p = (p + seq) % (len(data) - seq - 1)
