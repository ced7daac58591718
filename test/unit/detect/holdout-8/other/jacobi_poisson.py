import numpy as np

n = 64
u = np.zeros((n, n))
f = np.ones((n, n))
omega, h = 1.5, 1.0 / n
for it in range(5000):
    residual = np.zeros_like(u)
    residual[1:-1, 1:-1] = (4 * u[1:-1, 1:-1] - u[2:, 1:-1] - u[:-2, 1:-1] - u[1:-1, 2:] - u[1:-1, :-2]) / h ** 2 - f[1:-1, 1:-1]
    u -= omega * residual * h ** 2 / 4
    if np.abs(residual).max() < 1e-6:
        break
