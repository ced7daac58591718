import numpy as np
from pettingzoo.mpe import simple_spread_v3
from maddpg.maddpg import MADDPG
env = simple_spread_v3.parallel_env(render_mode='human'); m = MADDPG([18] * 3, 54, 3, 5)
m.load_checkpoint()
for i in range(10):
    obs, _ = env.reset(); done = False
    while not done:
        obs, r, te, tr, _ = env.step(m.choose_action(obs, explore=False)); done = any(te.values())
