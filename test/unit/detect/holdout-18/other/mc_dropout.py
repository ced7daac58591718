import numpy as np
import torch

from net import BayesNet
from data import test_loader

net = BayesNet()
net.load_state_dict(torch.load("net.pt"))
net.train()  # keep dropout on
samples = []
for _ in range(50):
    with torch.no_grad():
        samples.append(torch.cat([net(x).softmax(-1) for x, _ in test_loader]).numpy())
samples = np.stack(samples)
entropy = -(samples.mean(0) * np.log(samples.mean(0) + 1e-9)).sum(-1)
print(entropy.mean(), samples.std(0).mean())
