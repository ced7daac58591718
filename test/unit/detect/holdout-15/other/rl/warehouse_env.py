from typing import Optional
import gymnasium as gym
import numpy as np
from gymnasium import spaces


class WarehouseEnv(gym.Env):
    """Grid with shelves; the agent fetches boxes. Reward -0.01 a step, +1 a delivery."""

    metadata = {"render_modes": ["ansi", "rgb_array"], "render_fps": 8}

    def __init__(self, size=12, boxes=4, max_steps=400, render_mode=None):
        self.size, self.boxes, self.max_steps, self.render_mode = size, boxes, max_steps, render_mode
        self.observation_space = spaces.Box(0, 1, (4, size, size), np.float32)
        self.action_space = spaces.Discrete(6)

    def _obs(self):
        o = np.zeros((4, self.size, self.size), np.float32)
        o[0][tuple(self.pos)] = 1
        for b in self.box:
            o[1][tuple(b)] = 1
        o[2][tuple(self.goal)] = 1
        o[3] = float(self.carry)
        return o

    def reset(self, *, seed: Optional[int] = None, options=None):
        super().reset(seed=seed)
        cells = self.np_random.permutation(self.size ** 2)[: self.boxes + 2]
        xy = [np.array(divmod(int(c), self.size)) for c in cells]
        self.pos, self.goal, self.box = xy[0], xy[1], xy[2:]
        self.carry, self.t = False, 0
        return self._obs(), {}

    def step(self, action):
        self.t += 1
        reward = -0.01
        moves = [(-1, 0), (1, 0), (0, -1), (0, 1)]
        if action < 4:
            self.pos = np.clip(self.pos + moves[action], 0, self.size - 1)
        elif action == 4 and not self.carry:
            hit = [i for i, b in enumerate(self.box) if (b == self.pos).all()]
            if hit:
                self.box.pop(hit[0])
                self.carry = True
        elif action == 5 and self.carry and (self.pos == self.goal).all():
            self.carry = False
            reward += 1
        done = not self.box and not self.carry
        return self._obs(), reward, done, self.t >= self.max_steps, {}


if __name__ == "__main__":
    env = WarehouseEnv()
    o, _ = env.reset(seed=1)
    total = 0
    for _ in range(1000):
        o, r, d, tr, _ = env.step(env.action_space.sample())
        total += r
        if d or tr:
            env.reset()
    print("random policy", total)
