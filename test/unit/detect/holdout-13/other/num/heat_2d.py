import numpy as np

u = np.zeros((128, 128)); u[40:80, 40:80] = 100.0
alpha, dt = 0.1, 0.1
for epoch in range(2000):
    lap = np.roll(u, 1, 0) + np.roll(u, -1, 0) + np.roll(u, 1, 1) + np.roll(u, -1, 1) - 4 * u
    u += alpha * dt * lap
np.save("u.npy", u)
