import gymnasium as gym
import numpy as np


class NormalizeReward(gym.Wrapper):
    def __init__(self, env, gamma=0.99, epsilon=1e-8):
        super().__init__(env)
        self.ret, self.mean, self.var, self.n = 0.0, 0.0, 1.0, 0
        self.gamma, self.epsilon = gamma, epsilon

    def step(self, action):
        obs, r, term, trunc, info = self.env.step(action)
        self.ret = self.ret * self.gamma + r
        self.n += 1
        delta = self.ret - self.mean
        self.mean += delta / self.n
        self.var += delta * (self.ret - self.mean)
        return obs, r / np.sqrt(self.var / self.n + self.epsilon), term, trunc, info
