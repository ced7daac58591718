import numpy as np
u = np.zeros(100); u[50] = 1; alpha, dx, dt = .1, 1., .1
for t in range(1000):
    grad2 = np.roll(u, 1) - 2 * u + np.roll(u, -1)
    u = u + alpha * dt / dx ** 2 * grad2
    error = abs(u.sum() - 1)
print(u, error)
