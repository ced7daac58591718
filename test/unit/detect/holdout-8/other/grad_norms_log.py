import torch
import pandas as pd
from model import Net
from data import loader

net = Net()
net.load_state_dict(torch.load("ck.pt"))
rows = []
for i, (x, y) in enumerate(loader):
    net.zero_grad()
    torch.nn.functional.cross_entropy(net(x), y).backward()
    rows.append({n: p.grad.norm().item() for n, p in net.named_parameters()})
    if i == 100:
        break
pd.DataFrame(rows).describe().to_csv("gradnorm.csv")
