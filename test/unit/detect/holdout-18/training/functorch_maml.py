"""MAML on sinusoids with torch.func"""
import numpy as np
import torch
from torch import nn
from torch.func import functional_call, grad, vmap


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(1, 40)
        self.fc2 = nn.Linear(40, 40)
        self.fc3 = nn.Linear(40, 1)

    def forward(self, x):
        x = self.fc1(x).relu()
        x = self.fc2(x).relu()
        return self.fc3(x)


net = Net()
params = dict(net.named_parameters())
for p in params.values():
    p.requires_grad_(True)
opt = torch.optim.Adam(params.values(), lr=1e-3)
alpha, K, n_tasks = 0.1, 20, 16


def sample_tasks():
    A = np.random.uniform(0.1, 5.0, size=n_tasks)
    phi = np.random.uniform(0, np.pi, size=n_tasks)
    xs, ys = [], []
    for i in range(n_tasks):
        x = np.random.uniform(-5, 5, size=(2 * K, 1))
        xs.append(x)
        ys.append(A[i] * np.sin(x + phi[i]))
    return torch.tensor(np.array(xs)).float(), torch.tensor(np.array(ys)).float()


def mse(params, x, y):
    return ((functional_call(net, params, (x,)) - y) ** 2).mean()


def loss_for_task(x, y):
    g = grad(mse)(params, x[:K], y[:K])
    fast = {k: params[k] - alpha * g[k] for k in params}
    return mse(fast, x[K:], y[K:])


losses = []
for it in range(20000):
    x, y = sample_tasks()
    opt.zero_grad()
    loss = vmap(loss_for_task)(x, y).mean()
    loss.backward()
    losses.append(loss.detach())
    opt.step()
