import torch
from torch import nn


def build_model(cfg):
    return MLP(**cfg)


class MLP(nn.Module):
    def __init__(self, width=256, depth=3, classes=10):
        super().__init__()
        dims = [784] + [width] * depth
        self.body = nn.Sequential(*[m for a, b in zip(dims, dims[1:]) for m in (nn.Linear(a, b), nn.GELU())])
        self.head = nn.Linear(width, classes)

    def forward(self, x):
        return self.head(self.body(x.flatten(1)))


if __name__ == "__main__":
    net = build_model({})
    print(net)
    x = torch.randn(2, 1, 28, 28)
    y = net(x)
    y.sum().backward()
    print(y.shape, sum(p.numel() for p in net.parameters()))
