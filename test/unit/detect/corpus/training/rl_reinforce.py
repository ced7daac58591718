import gymnasium as gym
import torch
import torch.nn as nn
from torch.distributions import Categorical

env = gym.make('CartPole-v1')
pi = nn.Sequential(nn.Linear(4, 128), nn.ReLU(), nn.Linear(128, 2))
opt = torch.optim.Adam(pi.parameters(), lr=1e-2)

def finish_episode(logps, rewards):
    R, returns = 0, []
    for r in rewards[::-1]:
        R = r + .99 * R
        returns.insert(0, R)
    returns = torch.tensor(returns)
    returns = (returns - returns.mean()) / (returns.std() + 1e-8)
    loss = torch.stack([-lp * R for lp, R in zip(logps, returns)]).sum()
    opt.zero_grad()
    loss.backward()
    opt.step()

def main():
    for ep in range(1000):
        s, _ = env.reset()
        logps, rewards, done = [], [], False
        while not done:
            d = Categorical(logits=pi(torch.tensor(s)))
            a = d.sample()
            logps.append(d.log_prob(a))
            s, r, term, trunc, _ = env.step(a.item())
            rewards.append(r)
            done = term or trunc
        finish_episode(logps, rewards)

if __name__ == '__main__':
    main()
