"""Figures of the lecture: how gradient descent zig-zags on a quadratic bowl."""
import matplotlib.pyplot as plt
import numpy as np

A = np.diag([1.0, 20.0])
grad = lambda x: A @ x
fig, axes = plt.subplots(1, 3)
for ax, eta in zip(axes, (0.01, 0.09, 0.101)):
    x = np.array([10.0, 1.0])
    path = [x.copy()]
    for _ in range(40):
        x -= eta * grad(x)
        path.append(x.copy())
    ax.plot(*np.array(path).T, "o-")
    ax.set_title(f"eta = {eta}")
plt.savefig("zigzag.pdf")
