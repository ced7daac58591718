import torch
from net import Net
from data import loader

TRAIN = False
EPOCHS = 20

net = Net()
if TRAIN:
    opt = torch.optim.Adam(net.parameters())
    for e in range(EPOCHS):
        for x, y in loader:
            opt.zero_grad()
            torch.nn.functional.cross_entropy(net(x), y).backward()
            opt.step()
    torch.save(net.state_dict(), "net.pt")
else:
    net.load_state_dict(torch.load("net.pt"))
net.eval()
print(net(next(iter(loader))[0]).argmax(1))
