import numpy as np
import gymnasium as gym

env = gym.make("Pendulum-v1")
theta = np.zeros(3)
npop, sigma, alpha = 50, 0.1, 0.001


def rollout(w):
    obs, _ = env.reset()
    total = 0
    for _ in range(200):
        obs, r, term, trunc, _ = env.step([float(w @ obs)])
        total += r
        if term or trunc:
            break
    return total


for gen in range(300):
    noise = np.random.randn(npop, 3)
    R = np.array([rollout(theta + sigma * n) for n in noise])
    A = (R - R.mean()) / (R.std() + 1e-8)
    theta = theta + alpha / (npop * sigma) * noise.T @ A
    print(gen, R.mean())
