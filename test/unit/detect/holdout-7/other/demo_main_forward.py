import torch
from torch import nn


class Trainer:
    def __init__(self, model, opt):
        self.model, self.opt = model, opt

    def fit(self, loader, epochs):
        for _ in range(epochs):
            for x, y in loader:
                self.opt.zero_grad()
                nn.functional.mse_loss(self.model(x), y).backward()
                self.opt.step()


class Block(nn.Module):
    def __init__(self, d):
        super().__init__()
        self.f = nn.Linear(d, d)

    def forward(self, x):
        return x + self.f(x)


if __name__ == "__main__":
    print(Block(8)(torch.randn(2, 8)).shape)
