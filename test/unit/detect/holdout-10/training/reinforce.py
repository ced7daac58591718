import gymnasium as gym
import torch
from torch import nn
from torch.distributions import Categorical

env = gym.make("CartPole-v1")
policy = nn.Sequential(nn.Linear(4, 128), nn.ReLU(), nn.Linear(128, 2))
opt = torch.optim.Adam(policy.parameters(), lr=1e-2)


def finish_episode(log_probs, rewards, gamma=0.99):
    R, returns = 0, []
    for r in rewards[::-1]:
        R = r + gamma * R
        returns.insert(0, R)
    returns = torch.tensor(returns)
    returns = (returns - returns.mean()) / (returns.std() + 1e-6)
    loss = -(torch.stack(log_probs) * returns).sum()
    opt.zero_grad()
    loss.backward()
    opt.step()


running = 10
while running < env.spec.reward_threshold:
    obs, _ = env.reset()
    lp, rs, done = [], [], False
    while not done:
        dist = Categorical(logits=policy(torch.as_tensor(obs)))
        act = dist.sample()
        lp.append(dist.log_prob(act))
        obs, r, term, trunc, _ = env.step(act.item())
        rs.append(r)
        done = term or trunc
    running = 0.05 * sum(rs) + 0.95 * running
    finish_episode(lp, rs)
