import numpy as np
src, dst = np.load("a.npy"), np.load("b.npy")
for it in range(50):
    d = ((src[:, None] - dst[None]) ** 2).sum(-1)
    q = dst[d.argmin(1)]
    ms, mq = src.mean(0), q.mean(0)
    u, _, vt = np.linalg.svd((src - ms).T @ (q - mq))
    src = (src - ms) @ (u @ vt) + mq
    print(it, np.sqrt(d.min(1)).mean())
