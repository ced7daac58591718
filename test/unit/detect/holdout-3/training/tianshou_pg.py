import gymnasium as gym, torch, tianshou as ts
from torch.utils.tensorboard import SummaryWriter
tr = ts.env.DummyVectorEnv([lambda: gym.make('CartPole-v1') for _ in range(10)])
te = ts.env.DummyVectorEnv([lambda: gym.make('CartPole-v1') for _ in range(10)])
net = ts.utils.net.common.Net(4, 2, hidden_sizes=[128, 128])
policy = ts.policy.DQNPolicy(net, torch.optim.Adam(net.parameters(), 1e-3), 0.9, 3, target_update_freq=320)
c1 = ts.data.Collector(policy, tr, ts.data.VectorReplayBuffer(20000, 10), exploration_noise=True)
c2 = ts.data.Collector(policy, te)
res = ts.trainer.offpolicy_trainer(policy, c1, c2, 10, 10000, 10, 100, 64, update_per_step=0.1, logger=ts.utils.TensorboardLogger(SummaryWriter('log')))
print(res)
