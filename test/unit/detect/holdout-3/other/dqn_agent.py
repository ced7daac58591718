import random, torch, torch.nn.functional as F, torch.optim as optim
from collections import deque, namedtuple
from model import QNetwork
BATCH_SIZE, GAMMA, TAU, LR, UPDATE_EVERY = 64, .99, 1e-3, 5e-4, 4
class Agent():
    def __init__(self, state_size, action_size, seed):
        self.qnetwork_local = QNetwork(state_size, action_size)
        self.qnetwork_target = QNetwork(state_size, action_size)
        self.optimizer = optim.Adam(self.qnetwork_local.parameters(), lr=LR)
        self.memory = deque(maxlen=int(1e5)); self.t_step = 0
    def step(self, *exp):
        self.memory.append(exp)
        self.t_step = (self.t_step + 1) % UPDATE_EVERY
        if self.t_step == 0 and len(self.memory) > BATCH_SIZE:
            self.learn(random.sample(self.memory, BATCH_SIZE), GAMMA)
    def learn(self, b, gamma):
        s, a, r, n, d = map(torch.stack, zip(*b))
        q = r + gamma * self.qnetwork_target(n).max(1)[0].unsqueeze(1) * (1 - d)
        loss = F.mse_loss(self.qnetwork_local(s).gather(1, a), q)
        self.optimizer.zero_grad(); loss.backward(); self.optimizer.step()
