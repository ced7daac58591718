import numpy as np

pos = np.random.rand(100, 3)
vel = np.zeros_like(pos)
dt = 1e-3


def grad_potential(x):
    return 4 * x * (x ** 2 - 1)


for step in range(10000):
    vel -= 0.5 * dt * grad_potential(pos)
    pos += dt * vel
    vel -= 0.5 * dt * grad_potential(pos)
np.save("traj.npy", pos)
