import numpy as np
def fk(q): return np.array([np.cos(q[0]) + np.cos(q.sum()), np.sin(q[0]) + np.sin(q.sum())])
def jac(q, e=1e-6): return np.array([(fk(q + e * d) - fk(q)) / e for d in np.eye(2)]).T
q = np.array([.1, .2]); goal = np.array([1., 1.])
for _ in range(200):
    e = goal - fk(q); q = q + np.linalg.pinv(jac(q)) @ e
    if np.linalg.norm(e) < 1e-6: break
print(q)
