import os, random, time
from dataclasses import dataclass
import gymnasium as gym, numpy as np, torch, torch.nn as nn, torch.nn.functional as F, torch.optim as optim, tyro
from stable_baselines3.common.buffers import ReplayBuffer

@dataclass
class Args:
    seed: int = 1
    env_id: str = "Pendulum-v1"
    total_timesteps: int = 100000
    q_lr: float = 1e-3

class Q(nn.Module):
    def __init__(self, o, a):
        super().__init__(); self.f = nn.Sequential(nn.Linear(o + a, 256), nn.ReLU(), nn.Linear(256, 1))
    def forward(self, x, a): return self.f(torch.cat([x, a], 1))

if __name__ == "__main__":
    args = tyro.cli(Args)
    envs = gym.vector.SyncVectorEnv([lambda: gym.make(args.env_id)])
    qf = Q(3, 1)
    q_optimizer = optim.Adam(list(qf.parameters()), lr=args.q_lr)
    rb = ReplayBuffer(10000, envs.single_observation_space, envs.single_action_space)
    obs, _ = envs.reset(seed=args.seed)
    for global_step in range(args.total_timesteps):
        actions = envs.action_space.sample()
        nobs, r, te, tr, infos = envs.step(actions)
        rb.add(obs, nobs, actions, r, te, infos); obs = nobs
        if global_step > 1000:
            data = rb.sample(256)
            with torch.no_grad():
                t = data.rewards.flatten() + .99 * qf(data.next_observations, data.actions).view(-1)
            loss = F.mse_loss(qf(data.observations, data.actions).view(-1), t)
            q_optimizer.zero_grad(); loss.backward(); q_optimizer.step()
