import pprint
import numpy as np
import torch
from tianshou.data import Collector, PrioritizedVectorReplayBuffer, VectorReplayBuffer
from tianshou.env import DummyVectorEnv
from tianshou.policy import C51Policy
from tianshou.trainer import offpolicy_trainer
from tianshou.utils import TensorboardLogger
from tianshou.utils.net.common import Net
from torch.utils.tensorboard import SummaryWriter
import gym

task = 'LunarLander-v2'
train_envs = DummyVectorEnv([lambda: gym.make(task) for _ in range(16)])
test_envs = DummyVectorEnv([lambda: gym.make(task) for _ in range(50)])
probe = gym.make(task)
np.random.seed(1626)
torch.manual_seed(1626)
train_envs.seed(1626)
test_envs.seed(1626)
net = Net(probe.observation_space.shape, probe.action_space.n, hidden_sizes=[256, 256], device='cpu', softmax=True, num_atoms=51)
policy = C51Policy(net, torch.optim.Adam(net.parameters(), lr=1e-3), 0.99, 51, -300., 300., 3, target_update_freq=320)
buf = PrioritizedVectorReplayBuffer(50000, buffer_num=len(train_envs), alpha=0.6, beta=0.4)
train_collector = Collector(policy, train_envs, buf, exploration_noise=True)
test_collector = Collector(policy, test_envs, exploration_noise=True)
train_collector.collect(n_step=64 * 16)


def train_fn(epoch, env_step):
    policy.set_eps(0.2 if env_step <= 10000 else max(0.02, 0.2 - (env_step - 10000) / 40000 * 0.18))


result = offpolicy_trainer(policy, train_collector, test_collector, max_epoch=20, step_per_epoch=10000, step_per_collect=16,
                           episode_per_test=50, batch_size=64, train_fn=train_fn, test_fn=lambda e, s: policy.set_eps(0.),
                           stop_fn=lambda r: r >= 200, save_best_fn=lambda p: torch.save(p.state_dict(), 'policy.pth'),
                           update_per_step=0.125, logger=TensorboardLogger(SummaryWriter('log/c51')))
pprint.pprint(result)
