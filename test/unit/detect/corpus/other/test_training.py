import torch
from torch import nn


def test_overfits_one_batch():
    net = nn.Linear(2, 1)
    opt = torch.optim.SGD(net.parameters(), lr=0.1)
    x, y = torch.randn(8, 2), torch.randn(8, 1)
    for _ in range(200):
        loss = ((net(x) - y) ** 2).mean()
        opt.zero_grad()
        loss.backward()
        opt.step()
    assert loss < 1.0


if __name__ == "__main__":
    test_overfits_one_batch()
