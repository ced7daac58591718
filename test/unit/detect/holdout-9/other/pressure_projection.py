import numpy as np

N, alpha, beta = 128, -1.0, 0.25
p = np.zeros((N, N))
div = np.random.randn(N, N)
for k in range(60):
    p[1:-1, 1:-1] = (p[2:, 1:-1] + p[:-2, 1:-1] + p[1:-1, 2:] + p[1:-1, :-2] + alpha * div[1:-1, 1:-1]) * beta
gradient = np.gradient(p)
print(gradient[0].mean())
