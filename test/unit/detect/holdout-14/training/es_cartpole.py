import multiprocessing as mp
import gymnasium as gym
import numpy as np


def episode(theta):
    env = gym.make("CartPole-v1")
    obs, _ = env.reset()
    total = 0
    while True:
        obs, r, term, trunc, _ = env.step(int(theta[:4] @ obs + theta[4] > 0))
        total += r
        if term or trunc:
            return total


if __name__ == "__main__":
    theta, sigma, lr, n = np.zeros(5), 0.1, 0.02, 64
    with mp.Pool() as pool:
        for gen in range(100):
            noise = np.random.randn(n, 5)
            rewards = np.array(pool.map(episode, [theta + sigma * e for e in noise]))
            adv = (rewards - rewards.mean()) / (rewards.std() + 1e-8)
            theta = theta + lr / (n * sigma) * noise.T @ adv
            print(gen, rewards.mean())
