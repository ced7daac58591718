import numpy as np
alpha, dt, dx = 0.01, 0.1, 1.0
u = np.zeros((100, 100)); u[40:60, 40:60] = 100
for step in range(1000):
    lap = np.roll(u, 1, 0) + np.roll(u, -1, 0) + np.roll(u, 1, 1) + np.roll(u, -1, 1) - 4 * u
    u += alpha * dt / dx ** 2 * lap
np.save("u.npy", u)
