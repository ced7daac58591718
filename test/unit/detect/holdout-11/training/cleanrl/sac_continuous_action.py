import time
from dataclasses import dataclass
import gymnasium as gym
import numpy as np
import torch
import torch.nn.functional as F
import torch.optim as optim
import tyro
from buffers import ReplayBuffer
from agents import Actor, SoftQNetwork


@dataclass
class Args:
    env_id: str = "Hopper-v4"
    total_timesteps: int = 1000000
    batch_size: int = 256
    learning_starts: int = 5000
    q_lr: float = 1e-3
    policy_lr: float = 3e-4


if __name__ == "__main__":
    args = tyro.cli(Args)
    envs = gym.vector.SyncVectorEnv([lambda: gym.make(args.env_id)])
    actor, qf1, qf1_target = Actor(envs), SoftQNetwork(envs), SoftQNetwork(envs)
    qf1_target.load_state_dict(qf1.state_dict())
    q_optimizer = optim.Adam(qf1.parameters(), lr=args.q_lr)
    actor_optimizer = optim.Adam(actor.parameters(), lr=args.policy_lr)
    rb = ReplayBuffer(int(1e6), envs)
    obs, _ = envs.reset()
    for global_step in range(args.total_timesteps):
        actions = envs.action_space.sample() if global_step < args.learning_starts else actor.get_action(torch.Tensor(obs))[0].detach().numpy()
        next_obs, rewards, term, trunc, infos = envs.step(actions)
        rb.add(obs, next_obs, actions, rewards, term)
        obs = next_obs
        if global_step > args.learning_starts:
            data = rb.sample(args.batch_size)
            with torch.no_grad():
                a, logp, _ = actor.get_action(data.next_observations)
                target = data.rewards.flatten() + 0.99 * (qf1_target(data.next_observations, a) - 0.2 * logp).view(-1)
            qf_loss = F.mse_loss(qf1(data.observations, data.actions).view(-1), target)
            q_optimizer.zero_grad()
            qf_loss.backward()
            q_optimizer.step()
            if global_step % 2 == 0:
                pi, log_pi, _ = actor.get_action(data.observations)
                actor_loss = (0.2 * log_pi - qf1(data.observations, pi)).mean()
                actor_optimizer.zero_grad()
                actor_loss.backward()
                actor_optimizer.step()
    envs.close()
