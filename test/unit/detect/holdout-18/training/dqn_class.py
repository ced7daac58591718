import random
from collections import deque, namedtuple

import gymnasium as gym
import torch
import torch.nn as nn
import torch.nn.functional as F

Transition = namedtuple("Transition", "s a r s2 d")


class Agent:
    def __init__(self, n_obs, n_act):
        self.q = nn.Sequential(nn.Linear(n_obs, 64), nn.ReLU(), nn.Linear(64, n_act))
        self.target = nn.Sequential(nn.Linear(n_obs, 64), nn.ReLU(), nn.Linear(64, n_act))
        self.target.load_state_dict(self.q.state_dict())
        self.opt = torch.optim.RMSprop(self.q.parameters(), 1e-3)
        self.memory = deque(maxlen=10_000)
        self.eps = 1.0

    def act(self, s):
        if random.random() < self.eps:
            return random.randrange(2)
        with torch.no_grad():
            return self.q(torch.as_tensor(s)).argmax().item()

    def replay(self, n=64):
        if len(self.memory) < n:
            return
        b = Transition(*zip(*random.sample(self.memory, n)))
        s = torch.tensor(b.s)
        q = self.q(s).gather(1, torch.tensor(b.a)[:, None]).squeeze()
        with torch.no_grad():
            t = torch.tensor(b.r) + 0.99 * self.target(torch.tensor(b.s2)).max(1).values * (1 - torch.tensor(b.d))
        loss = F.smooth_l1_loss(q, t)
        self.opt.zero_grad()
        loss.backward()
        self.opt.step()
        self.eps = max(0.05, self.eps * 0.999)


env = gym.make("CartPole-v1")
agent = Agent(4, 2)
for episode in range(500):
    s, _ = env.reset()
    score = 0
    while True:
        a = agent.act(s)
        s2, r, term, trunc, _ = env.step(a)
        agent.memory.append((s, a, r, s2, float(term)))
        agent.replay()
        s = s2
        score += r
        if term or trunc:
            break
    if episode % 10 == 0:
        agent.target.load_state_dict(agent.q.state_dict())
        print(episode, score)
