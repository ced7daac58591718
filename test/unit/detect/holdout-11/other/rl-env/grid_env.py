import gymnasium as gym
import numpy as np
from gymnasium import spaces


class GridEnv(gym.Env):
    def __init__(self, size=8):
        self.size = size
        self.action_space = spaces.Discrete(4)
        self.observation_space = spaces.Box(0, size, (2,), int)

    def reset(self, seed=None, options=None):
        super().reset(seed=seed)
        self.pos = self.np_random.integers(0, self.size, 2)
        return self.pos, {}

    def step(self, action):
        self.pos = np.clip(self.pos + [(0, 1), (0, -1), (1, 0), (-1, 0)][action], 0, self.size - 1)
        done = bool((self.pos == 0).all())
        return self.pos, float(done), done, False, {}


if __name__ == "__main__":
    env = GridEnv()
    env.reset()
    for epoch in range(100):
        obs, reward, done, _, _ = env.step(env.action_space.sample())
        if done:
            env.reset()
