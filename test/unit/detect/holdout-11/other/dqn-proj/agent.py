import random
from collections import deque
import torch
from torch import nn, optim


class DQNAgent:
    def __init__(self, obs_dim, n_actions, lr=1e-3, gamma=0.99):
        self.q = nn.Sequential(nn.Linear(obs_dim, 128), nn.ReLU(), nn.Linear(128, n_actions))
        self.target = nn.Sequential(nn.Linear(obs_dim, 128), nn.ReLU(), nn.Linear(128, n_actions))
        self.opt = optim.Adam(self.q.parameters(), lr=lr)
        self.memory = deque(maxlen=100_000)
        self.gamma = gamma
        self.n_actions = n_actions

    def act(self, s, eps):
        if random.random() < eps:
            return random.randrange(self.n_actions)
        with torch.no_grad():
            return self.q(torch.as_tensor(s).float()).argmax().item()

    def learn(self, batch_size=64):
        s, a, r, s2, d = (torch.as_tensor(x).float() for x in zip(*random.sample(self.memory, batch_size)))
        q = self.q(s).gather(1, a.long().unsqueeze(1)).squeeze()
        y = r + self.gamma * self.target(s2).max(1).values.detach() * (1 - d)
        loss = nn.functional.smooth_l1_loss(q, y)
        self.opt.zero_grad()
        loss.backward()
        self.opt.step()
        return loss.item()
