import os
import random
import time
from dataclasses import dataclass

import gymnasium as gym
import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
import torch.optim as optim
import tyro
from cleanrl_utils.atari_wrappers import ClipRewardEnv, EpisodicLifeEnv, FireResetEnv, MaxAndSkipEnv, NoopResetEnv
from cleanrl_utils.buffers import ReplayBuffer
from torch.utils.tensorboard import SummaryWriter


@dataclass
class Args:
    exp_name: str = os.path.basename(__file__)[: -len(".py")]
    seed: int = 1
    cuda: bool = True
    track: bool = False
    env_id: str = "BreakoutNoFrameskip-v4"
    total_timesteps: int = 10000000
    learning_rate: float = 1e-4
    buffer_size: int = 1000000
    gamma: float = 0.99
    target_network_frequency: int = 1000
    batch_size: int = 32
    start_e: float = 1
    end_e: float = 0.01
    exploration_fraction: float = 0.10
    learning_starts: int = 80000
    train_frequency: int = 4


def make_env(env_id, seed):
    def thunk():
        env = gym.wrappers.RecordEpisodeStatistics(gym.make(env_id))
        env = FireResetEnv(EpisodicLifeEnv(MaxAndSkipEnv(NoopResetEnv(env, 30), 4)))
        env = gym.wrappers.FrameStack(gym.wrappers.GrayScaleObservation(gym.wrappers.ResizeObservation(ClipRewardEnv(env), (84, 84))), 4)
        env.action_space.seed(seed)
        return env
    return thunk


class Dueling(nn.Module):
    def __init__(self, env):
        super().__init__()
        self.trunk = nn.Sequential(nn.Conv2d(4, 32, 8, 4), nn.ReLU(), nn.Conv2d(32, 64, 4, 2), nn.ReLU(),
                                   nn.Conv2d(64, 64, 3, 1), nn.ReLU(), nn.Flatten())
        self.v = nn.Sequential(nn.Linear(3136, 512), nn.ReLU(), nn.Linear(512, 1))
        self.a = nn.Sequential(nn.Linear(3136, 512), nn.ReLU(), nn.Linear(512, env.single_action_space.n))

    def forward(self, x):
        h = self.trunk(x / 255.0)
        a = self.a(h)
        return self.v(h) + a - a.mean(1, keepdim=True)


if __name__ == "__main__":
    args = tyro.cli(Args)
    run_name = f"{args.env_id}__{args.exp_name}__{args.seed}__{int(time.time())}"
    if args.track:
        import wandb
        wandb.init(project="dueling", sync_tensorboard=True, config=vars(args), name=run_name)
    writer = SummaryWriter(f"runs/{run_name}")
    random.seed(args.seed); np.random.seed(args.seed); torch.manual_seed(args.seed)
    device = torch.device("cuda" if torch.cuda.is_available() and args.cuda else "cpu")
    envs = gym.vector.SyncVectorEnv([make_env(args.env_id, args.seed)])
    q, target = Dueling(envs).to(device), Dueling(envs).to(device)
    target.load_state_dict(q.state_dict())
    optimizer = optim.Adam(q.parameters(), lr=args.learning_rate)
    rb = ReplayBuffer(args.buffer_size, envs.single_observation_space, envs.single_action_space, device,
                      optimize_memory_usage=True, handle_timeout_termination=False)
    obs, _ = envs.reset(seed=args.seed)
    for step in range(args.total_timesteps):
        eps = max(args.end_e, args.start_e - step * (args.start_e - args.end_e) / (args.exploration_fraction * args.total_timesteps))
        if random.random() < eps:
            actions = np.array([envs.single_action_space.sample()])
        else:
            actions = q(torch.Tensor(obs).to(device)).argmax(1).cpu().numpy()
        nxt, rewards, term, trunc, infos = envs.step(actions)
        rb.add(obs, nxt, actions, rewards, term, infos)
        obs = nxt
        if step > args.learning_starts and step % args.train_frequency == 0:
            data = rb.sample(args.batch_size)
            with torch.no_grad():
                best = q(data.next_observations).argmax(1, keepdim=True)
                td = data.rewards.flatten() + args.gamma * target(data.next_observations).gather(1, best).squeeze() * (1 - data.dones.flatten())
            loss = F.smooth_l1_loss(td, q(data.observations).gather(1, data.actions).squeeze())
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            if step % 100 == 0:
                writer.add_scalar("losses/td_loss", loss, step)
        if step % args.target_network_frequency == 0:
            target.load_state_dict(q.state_dict())
    envs.close()
    writer.close()
