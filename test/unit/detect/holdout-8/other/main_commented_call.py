import torch
from model import Net


def train(net, loader, epochs=10):
    opt = torch.optim.Adam(net.parameters())
    for _ in range(epochs):
        for x, y in loader:
            opt.zero_grad()
            ((net(x) - y) ** 2).mean().backward()
            opt.step()


def test(net, x):
    net.eval()
    return net(x)


if __name__ == "__main__":
    net = Net()
    # train(net, get_loader())
    net.load_state_dict(torch.load("net.pth"))
    print(test(net, torch.randn(1, 3)))
