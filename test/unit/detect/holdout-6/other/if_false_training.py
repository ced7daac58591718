import torch
from model import Net

net = Net()
opt = torch.optim.Adam(net.parameters())

if False:
    for epoch in range(10):
        for x, y in loader:
            opt.zero_grad()
            torch.nn.functional.mse_loss(net(x), y).backward()
            opt.step()

net.load_state_dict(torch.load("weights.pt"))
net.eval()
print(net(torch.randn(1, 8)))
