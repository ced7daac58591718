import numpy as np
import matplotlib.pyplot as plt

nx = ny = 101
dx = 1.0 / (nx - 1)
alpha = 1e-3
dt = 0.2 * dx ** 2 / alpha
u = np.zeros((nx, ny))
u[:, 0] = 1.0

for epoch in range(5000):
    grad_x = (u[2:, 1:-1] - u[:-2, 1:-1]) / (2 * dx)
    laplacian = (u[2:, 1:-1] + u[:-2, 1:-1] + u[1:-1, 2:] + u[1:-1, :-2] - 4 * u[1:-1, 1:-1]) / dx ** 2
    u[1:-1, 1:-1] = u[1:-1, 1:-1] + alpha * dt * laplacian - 0.1 * dt * grad_x
    if epoch % 500 == 0:
        print(epoch, u.mean())
plt.imshow(u.T)
plt.savefig("heat.png")
