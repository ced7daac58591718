import gymnasium as gym
import numpy as np
from ddpg import DDPG
from utils import OUNoise, plot
env = gym.make('Pendulum-v1')
ddpg = DDPG(env, hidden=256, gamma=0.99)
noise = OUNoise(env.action_space)
hist = []
for ep in range(150):
    s, _ = env.reset(); noise.reset(); R = 0
    for t in range(200):
        a = noise.get_action(ddpg.get_action(s), t)
        n, r, te, tr, _ = env.step(a)
        ddpg.memory.push(s, a, r, n, te)
        if len(ddpg.memory) > 128:
            ddpg.update(128)
        s = n; R += r
    hist.append(R)
plot(hist)
