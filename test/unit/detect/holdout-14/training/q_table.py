import gymnasium as gym
import numpy as np
env = gym.make("FrozenLake-v1", map_name="8x8")
Q = np.zeros((env.observation_space.n, env.action_space.n))
alpha, gamma, eps = 0.1, 0.99, 1.0
for ep in range(20000):
    s, _ = env.reset()
    done = False
    while not done:
        a = env.action_space.sample() if np.random.rand() < eps else int(Q[s].argmax())
        s2, r, term, trunc, _ = env.step(a)
        Q[s, a] += alpha * (r + gamma * Q[s2].max() * (not term) - Q[s, a])
        s, done = s2, term or trunc
    eps = max(0.05, eps * 0.9997)
np.save("q.npy", Q)
