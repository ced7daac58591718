import argparse
import gymnasium as gym
import numpy as np
from agents.td3 import TD3Agent
from common.buffer import ReplayBuffer

parser = argparse.ArgumentParser()
parser.add_argument('--env', default='HalfCheetah-v4')
parser.add_argument('--steps', type=int, default=1_000_000)
parser.add_argument('--start', type=int, default=25_000)
parser.add_argument('--batch', type=int, default=256)
args = parser.parse_args()

env = gym.make(args.env)
agent = TD3Agent(env.observation_space.shape[0], env.action_space.shape[0], env.action_space.high[0])
buffer = ReplayBuffer(int(1e6))

obs, _ = env.reset()
ep_ret = 0
for t in range(args.steps):
    if t < args.start:
        action = env.action_space.sample()
    else:
        action = agent.act(obs, noise=0.1)
    nxt, rew, term, trunc, _ = env.step(action)
    buffer.store(obs, action, rew, nxt, term)
    obs = nxt
    ep_ret += rew
    if term or trunc:
        print(t, ep_ret)
        obs, _ = env.reset()
        ep_ret = 0
    if t >= args.start:
        agent.update(buffer.sample(args.batch))
agent.save('td3.pt')
