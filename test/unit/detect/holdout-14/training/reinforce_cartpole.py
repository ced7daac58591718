import gymnasium as gym
import torch
from torch.distributions import Categorical

env = gym.make("CartPole-v1")
policy = torch.nn.Sequential(torch.nn.Linear(4, 128), torch.nn.ReLU(), torch.nn.Linear(128, 2))
optimizer = torch.optim.Adam(policy.parameters(), lr=1e-2)


def finish(rewards, logps):
    R, returns = 0, []
    for r in reversed(rewards):
        R = r + 0.99 * R
        returns.insert(0, R)
    returns = torch.tensor(returns)
    returns = (returns - returns.mean()) / (returns.std() + 1e-8)
    optimizer.zero_grad()
    (-torch.stack(logps) * returns).sum().backward()
    optimizer.step()


running = 10
for episode in range(1000):
    obs, _ = env.reset()
    rewards, logps = [], []
    for t in range(500):
        dist = Categorical(logits=policy(torch.from_numpy(obs)))
        a = dist.sample()
        logps.append(dist.log_prob(a))
        obs, r, done, trunc, _ = env.step(a.item())
        rewards.append(r)
        if done or trunc:
            break
    running = 0.05 * sum(rewards) + 0.95 * running
    finish(rewards, logps)
    if running > env.spec.reward_threshold:
        break
