import gymnasium as gym
import numpy as np
from gymnasium import spaces


class TradingEnv(gym.Env):
    metadata = {"render_modes": ["human"]}

    def __init__(self, prices, window=32):
        self.prices, self.window = prices, window
        self.action_space = spaces.Discrete(3)
        self.observation_space = spaces.Box(-np.inf, np.inf, (window,), np.float32)

    def reset(self, *, seed=None, options=None):
        super().reset(seed=seed)
        self.t, self.pos = self.window, 0
        return self._obs(), {}

    def _obs(self):
        return np.diff(np.log(self.prices[self.t - self.window - 1:self.t])).astype(np.float32)

    def step(self, action):
        self.pos = action - 1
        r = self.pos * (self.prices[self.t + 1] / self.prices[self.t] - 1)
        self.t += 1
        return self._obs(), r, self.t >= len(self.prices) - 2, False, {}


if __name__ == "__main__":
    env = TradingEnv(np.cumprod(1 + np.random.randn(1000) * 0.01))
    env.reset()
    for _ in range(100):
        _, r, done, *_ = env.step(env.action_space.sample())
        if done:
            env.reset()
