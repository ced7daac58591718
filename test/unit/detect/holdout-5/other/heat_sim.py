import numpy as np
T = np.zeros((50, 50)); T[0] = 100; alpha, dt = .2, .1
for step in range(2000):
    lap = np.roll(T, 1, 0) + np.roll(T, -1, 0) + np.roll(T, 1, 1) + np.roll(T, -1, 1) - 4 * T
    T += alpha * lap * dt
np.save('T.npy', T)
