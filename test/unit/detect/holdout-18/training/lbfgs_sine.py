# L-BFGS on a noisy sine, closure style
import math

import torch
from torch import nn

torch.manual_seed(3)
x = torch.linspace(-math.pi, math.pi, 400).unsqueeze(1)
y = torch.sin(x) + 0.05 * torch.randn_like(x)

net = nn.Sequential(nn.Linear(1, 32), nn.Tanh(), nn.Linear(32, 1))
optimizer = torch.optim.LBFGS(net.parameters(), lr=0.8, max_iter=20, history_size=10)


def closure():
    optimizer.zero_grad()
    loss = nn.functional.mse_loss(net(x), y)
    loss.backward()
    return loss


for i in range(15):
    loss = optimizer.step(closure)
    print(f"{i:02d} {loss.item():.6f}")

torch.save(net.state_dict(), "sine.pt")
