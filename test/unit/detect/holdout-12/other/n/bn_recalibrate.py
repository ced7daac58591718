import torch
from torch.optim.swa_utils import update_bn
from model import Net
from data import train_loader

net = Net()
net.load_state_dict(torch.load("swa.pt"))
net.train()
update_bn(train_loader, net, device="cuda")
torch.save(net.state_dict(), "swa_bn.pt")
