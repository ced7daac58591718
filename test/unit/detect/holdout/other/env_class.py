import gymnasium as gym, numpy as np
class Grid(gym.Env):
    def __init__(self): self.action_space = gym.spaces.Discrete(4); self.observation_space = gym.spaces.Box(0, 9, (2,))
    def reset(self, *, seed=None, options=None): self.p = np.zeros(2); return self.p, {}
    def step(self, a): self.p += [(0, 1), (0, -1), (1, 0), (-1, 0)][a]; return self.p, -1., (self.p == 9).all(), False, {}
if __name__ == '__main__':
    e = Grid(); e.reset()
    for _ in range(100): print(e.step(e.action_space.sample()))
