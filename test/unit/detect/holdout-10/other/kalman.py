import numpy as np


def kalman(z, q=1e-5, r=0.01):
    x, p, out = 0.0, 1.0, []
    for m in z:
        p += q
        k = p / (p + r)
        x += k * (m - x)
        p *= 1 - k
        out.append(x)
    return np.array(out)


print(kalman(np.random.normal(-0.37, 0.1, 50)))
