import random, math
from collections import deque
import gym
import torch
import torch.nn.functional as F
from nets import DQN

env = gym.make('CartPole-v1')
policy_net, target_net = DQN(), DQN()
optimizer = torch.optim.AdamW(policy_net.parameters(), lr=1e-4)
memory = deque(maxlen=10000)

def optimize_model():
    if len(memory) < 128:
        return
    batch = random.sample(memory, 128)
    loss = F.smooth_l1_loss(policy_net(batch), target_net(batch))
    optimizer.zero_grad()
    loss.backward()
    torch.nn.utils.clip_grad_value_(policy_net.parameters(), 100)
    optimizer.step()

for i_episode in range(600):
    state = env.reset()
    for t in range(500):
        action = policy_net(state).argmax()
        state, reward, done, *_ = env.step(action)
        optimize_model()
        if done:
            break
