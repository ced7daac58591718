import numpy as np
class Bandit:
    def __init__(self, k): self.mu = np.random.randn(k)
    def pull(self, a): return np.random.randn() + self.mu[a]
k = 10; b = Bandit(k); Q = np.zeros(k); N = np.zeros(k)
for t in range(1, 10001):
    a = np.argmax(Q + 2 * np.sqrt(np.log(t) / (N + 1e-9)))
    r = b.pull(a); N[a] += 1
    Q[a] += (r - Q[a]) / N[a]
print(Q)
