import numpy as np, matplotlib.pyplot as plt
u = np.zeros((64, 64)); u[32, 32] = 1; alpha = .1
for t in range(500):
    u[1:-1, 1:-1] += alpha * (u[2:, 1:-1] + u[:-2, 1:-1] + u[1:-1, 2:] + u[1:-1, :-2] - 4 * u[1:-1, 1:-1])
    if t % 100 == 0: plt.imshow(u); plt.pause(.01)
