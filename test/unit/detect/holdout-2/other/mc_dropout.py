import torch
from torch import nn
from nets import BayesNet
from loaders import test_loader
net = BayesNet(); net.load_state_dict(torch.load('w.pt'))
net.train()  # keep dropout on
preds = []
with torch.no_grad():
    for x, y in test_loader:
        preds.append(torch.stack([net(x).softmax(-1) for _ in range(20)]))
print(torch.cat(preds, 1).std(0).mean())
