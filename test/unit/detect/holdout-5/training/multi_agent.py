import numpy as np
from pettingzoo.mpe import simple_spread_v3
from maddpg.maddpg import MADDPG
from maddpg.buffer import MultiAgentReplayBuffer
env = simple_spread_v3.parallel_env()
obs, _ = env.reset()
maddpg_agents = MADDPG([18] * 3, 54, 3, 5, fc1=64, fc2=64, alpha=0.01, beta=0.01)
memory = MultiAgentReplayBuffer(1000000, 54, [18] * 3, 5, 3, batch_size=1024)
total = 0
for i in range(50000):
    obs, _ = env.reset()
    done = [False] * 3
    while not any(done):
        act = maddpg_agents.choose_action(obs)
        obs_, rew, term, trunc, _ = env.step(act)
        done = list(term.values())
        memory.store_transition(obs, act, rew, obs_, done)
        if total % 100 == 0:
            maddpg_agents.learn(memory)
        obs = obs_
        total += 1
