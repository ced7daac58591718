import gymnasium as gym
import tianshou as ts
import torch
from nets import Net
env = gym.make('CartPole-v1')
net = Net(4, 2)
policy = ts.policy.DQNPolicy(model=net, optim=torch.optim.Adam(net.parameters(), lr=1e-3), action_space=env.action_space, discount_factor=.9)
tr = ts.data.Collector(policy, ts.env.DummyVectorEnv([lambda: gym.make('CartPole-v1')] * 10), ts.data.VectorReplayBuffer(20000, 10))
te = ts.data.Collector(policy, ts.env.DummyVectorEnv([lambda: gym.make('CartPole-v1')] * 10))
result = ts.trainer.OffpolicyTrainer(policy, tr, te, max_epoch=10, step_per_epoch=10000, step_per_collect=10, episode_per_test=10, batch_size=64).run()
