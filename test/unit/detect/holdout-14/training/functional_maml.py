"""MAML on sinusoids with torch.func."""
import numpy as np
import torch
from torch import nn
from torch.func import functional_call, grad, vmap

K, META_BATCH, INNER_LR = 10, 25, 0.01
net = nn.Sequential(nn.Linear(1, 40), nn.ReLU(), nn.Linear(40, 40), nn.ReLU(), nn.Linear(40, 1))
params = {k: v for k, v in net.named_parameters()}
meta = torch.optim.Adam(params.values(), lr=1e-3)


def mse(params, x, y):
    return ((functional_call(net, params, (x,)) - y) ** 2).mean()


def adapt(x1, y1, x2, y2):
    g = grad(mse)(params, x1, y1)
    fast = {k: p - INNER_LR * g[k] for k, p in params.items()}
    return mse(fast, x2, y2)


def tasks(n):
    amp = np.random.uniform(0.1, 5.0, size=(n, 1, 1))
    shift = np.random.uniform(0, np.pi, size=(n, 1, 1))
    out = []
    for _ in range(2):
        x = np.random.uniform(-5, 5, size=(n, K, 1))
        out += [torch.tensor(x).float(), torch.tensor(amp * np.sin(x + shift)).float()]
    return out


for it in range(20000):
    losses = vmap(adapt)(*tasks(META_BATCH))
    loss = losses.mean()
    meta.zero_grad()
    loss.backward()
    meta.step()
    if it % 500 == 0:
        print(it, loss.item())
