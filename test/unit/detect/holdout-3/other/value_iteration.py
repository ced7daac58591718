import numpy as np
from gridworld import GridWorld
env = GridWorld(4); V = np.zeros(env.nS); gamma = .9; theta = 1e-8
while True:
    delta = 0
    for s in range(env.nS):
        v = V[s]
        V[s] = max(sum(p * (r + gamma * V[n]) for p, n, r in env.P[s][a]) for a in range(env.nA))
        delta = max(delta, abs(v - V[s]))
    if delta < theta: break
print(V.reshape(4, 4))
