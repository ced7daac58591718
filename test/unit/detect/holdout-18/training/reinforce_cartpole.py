import gymnasium as gym
import numpy as np
import torch
import torch.nn as nn
from torch.distributions import Categorical

env = gym.make("CartPole-v1")
policy = nn.Sequential(nn.Linear(4, 128), nn.ReLU(), nn.Dropout(0.6), nn.Linear(128, 2), nn.Softmax(dim=-1))
optimizer = torch.optim.Adam(policy.parameters(), lr=1e-2)
eps = np.finfo(np.float32).eps.item()
gamma = 0.99


def select_action(state):
    probs = policy(torch.from_numpy(state).float())
    m = Categorical(probs)
    a = m.sample()
    return a.item(), m.log_prob(a)


def finish_episode(rewards, log_probs):
    R, returns = 0, []
    for r in rewards[::-1]:
        R = r + gamma * R
        returns.insert(0, R)
    returns = torch.tensor(returns)
    returns = (returns - returns.mean()) / (returns.std() + eps)
    policy_loss = torch.stack([-lp * R for lp, R in zip(log_probs, returns)]).sum()
    optimizer.zero_grad()
    policy_loss.backward()
    optimizer.step()


def main():
    running = 10
    for ep in range(1, 2001):
        state, _ = env.reset()
        rewards, lps = [], []
        for t in range(1, 10000):
            a, lp = select_action(state)
            state, r, done, trunc, _ = env.step(a)
            rewards.append(r)
            lps.append(lp)
            if done or trunc:
                break
        running = 0.05 * sum(rewards) + 0.95 * running
        finish_episode(rewards, lps)
        if running > env.spec.reward_threshold:
            print("solved", ep)
            break


if __name__ == "__main__":
    main()
