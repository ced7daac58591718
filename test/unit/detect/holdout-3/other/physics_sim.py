import numpy as np
n = 100; pos = np.random.rand(n, 2); vel = np.zeros((n, 2)); lr = 5e-3
def forces(p):
    d = p[:, None] - p[None]; r = np.linalg.norm(d, axis=-1) + 1e-3
    return (d / r[..., None] ** 3).sum(1)
for step in range(1000):
    vel += forces(pos) * .01; pos += vel * .01
np.save('pos.npy', pos)
