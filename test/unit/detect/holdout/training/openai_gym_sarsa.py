import numpy as np, gymnasium
class Sarsa:
    def __init__(self, n, m): self.q = np.zeros((n, m)); self.lr = .1; self.gamma = .95
    def update(self, s, a, r, s2, a2):
        self.q[s][a] = self.q[s][a] + self.lr * (r + self.gamma * self.q[s2][a2] - self.q[s][a])
env = gymnasium.make('Taxi-v3'); g = Sarsa(500, 6)
for _ in range(10000):
    s, _ = env.reset(); a = g.q[s].argmax()
    for t in range(200):
        s2, r, d, *_ = env.step(a); a2 = g.q[s2].argmax(); g.update(s, a, r, s2, a2); s, a = s2, a2
        if d: break
