import torch
from model import Net

net = Net()
net.load_state_dict(torch.load("net.pt"))
net.train()  # keep dropout on: Monte Carlo samples
with torch.no_grad():
    samples = torch.stack([net(torch.ones(1, 8)) for _ in range(100)])
print(samples.mean(0), samples.std(0))
