import numpy as np

n, dt = 100, 1e-3
pos = np.random.rand(n, 3)
vel = np.zeros_like(pos)
mass = np.ones(n)
for step in range(1000):
    d = pos[None] - pos[:, None]
    r = np.linalg.norm(d, axis=-1) + 1e-2
    acc = (d * (mass / r ** 3)[..., None]).sum(1)
    vel += dt * acc
    pos += dt * vel
print(pos.mean(0))
