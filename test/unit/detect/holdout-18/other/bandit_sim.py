import numpy as np
import matplotlib.pyplot as plt

k, steps, runs = 10, 1000, 200
rng = np.random.default_rng(0)
rewards = np.zeros(steps)
for run in range(runs):
    q = rng.normal(size=k)
    counts = np.zeros(k)
    for t in range(steps):
        ucb = np.where(counts > 0, q + np.sqrt(2 * np.log(t + 1) / np.maximum(counts, 1)), np.inf)
        a = int(np.argmax(ucb))
        counts[a] += 1
        rewards[t] += rng.normal(q[a])
plt.plot(rewards / runs)
plt.savefig("ucb.png")
