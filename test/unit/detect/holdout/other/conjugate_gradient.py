import numpy as np
A = np.diag(np.arange(1., 11)); b = np.ones(10); x = np.zeros(10)
r = b - A @ x; p = r.copy()
for i in range(10):
    alpha = r @ r / (p @ A @ p)
    x = x + alpha * p
    rn = r - alpha * A @ p
    p = rn + (rn @ rn) / (r @ r) * p; r = rn
print(x)
