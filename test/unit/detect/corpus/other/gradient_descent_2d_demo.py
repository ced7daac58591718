import numpy as np, matplotlib.pyplot as plt
def rosen(x, y): return (1 - x) ** 2 + 100 * (y - x ** 2) ** 2
X, Y = np.meshgrid(np.linspace(-2, 2), np.linspace(-1, 3))
gx, gy = np.gradient(rosen(X, Y))
plt.quiver(X, Y, gx, gy)
plt.show()
