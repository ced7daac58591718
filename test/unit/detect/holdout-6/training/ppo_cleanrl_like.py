import random
from dataclasses import dataclass
import gymnasium as gym
import numpy as np
import torch
import torch.nn as nn
import torch.optim as optim
import tyro


@dataclass
class Args:
    env_id: str = "CartPole-v1"
    total_timesteps: int = 500000
    learning_rate: float = 2.5e-4
    num_steps: int = 128


if __name__ == "__main__":
    args = tyro.cli(Args)
    env = gym.make(args.env_id)
    actor = nn.Sequential(nn.Linear(4, 64), nn.Tanh(), nn.Linear(64, 2))
    opt = optim.Adam(actor.parameters(), lr=args.learning_rate, eps=1e-5)
    obs, _ = env.reset()
    for it in range(args.total_timesteps // args.num_steps):
        logps, rews = [], []
        for _ in range(args.num_steps):
            dist = torch.distributions.Categorical(logits=actor(torch.tensor(obs)))
            a = dist.sample()
            logps.append(dist.log_prob(a))
            obs, r, term, trunc, _ = env.step(a.item())
            rews.append(r)
            if term or trunc:
                obs, _ = env.reset()
        ret = np.cumsum(rews[::-1])[::-1].copy()
        loss = -(torch.stack(logps) * torch.tensor(ret)).mean()
        opt.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(actor.parameters(), 0.5)
        opt.step()
