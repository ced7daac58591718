import torch

from net import Net
from data import calibration

model = Net().eval()
fisher = {n: torch.zeros_like(p) for n, p in model.named_parameters()}
for x, y in calibration():
    model.zero_grad()
    logp = torch.log_softmax(model(x), -1)[0, y]
    logp.backward()
    for n, p in model.named_parameters():
        fisher[n] += p.grad ** 2 / 1000
torch.save(fisher, "fisher.pt")
