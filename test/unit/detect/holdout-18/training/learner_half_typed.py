import torch
from torch import nn
from model import Net
from data import loader

net = Net()
opt = torch.optim.SGD(net.parameters(), 0.1)
for epoch in range(10):
    for x, y in loader:
        opt.zero_grad()
        loss = nn.functional.cross_entropy(net(x), y)
        loss.backward()
        opt.step()
    print("epoch", epoch, loss.item(
    if epoch % 5 ==
        torch.save(net.state_dict(), "net.pt"

def evaluate(net,
