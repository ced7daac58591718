import numpy as np
A = np.random.rand(50, 50); A /= A.sum(0); alpha = .85; r = np.ones(50) / 50
for i in range(100):
    new = alpha * A @ r + (1 - alpha) / 50
    err = np.abs(new - r).sum(); r = new
    if err < 1e-9: break
print(r)
