import torch
from torch import nn


class LoRALinear(nn.Module):
    def __init__(self, base, r=8, alpha=16, dropout=0.0):
        super().__init__()
        self.base = base
        for p in self.base.parameters():
            p.requires_grad = False
        self.a = nn.Linear(base.in_features, r, bias=False)
        self.b = nn.Linear(r, base.out_features, bias=False)
        nn.init.zeros_(self.b.weight)
        self.scale = alpha / r

    def train(self, mode=True):
        super().train(mode)
        return self

    def forward(self, x):
        return self.base(x) + self.b(self.a(x)) * self.scale


if __name__ == "__main__":
    l = LoRALinear(nn.Linear(16, 16))
    l.train()
    y = l(torch.randn(2, 16)).sum()
    y.backward()
    print(l.a.weight.grad.norm())
