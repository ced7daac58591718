import torch
from torch.optim.swa_utils import update_bn, AveragedModel
from model import Net
from data import train_loader

net = AveragedModel(Net())
net.load_state_dict(torch.load("swa.pt"))
net.train()
with torch.no_grad():
    for x, _ in train_loader:
        net(x)
torch.save(net.state_dict(), "swa_bn.pt")
