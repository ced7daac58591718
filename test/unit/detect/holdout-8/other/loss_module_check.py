import torch
from torch import nn


class FocalLoss(nn.Module):
    def __init__(self, gamma=2.0):
        super().__init__()
        self.gamma = gamma

    def forward(self, logits, target):
        ce = nn.functional.cross_entropy(logits, target, reduction="none")
        return ((1 - (-ce).exp()) ** self.gamma * ce).mean()


if __name__ == "__main__":
    x = torch.randn(4, 3, requires_grad=True)
    l = FocalLoss()(x, torch.tensor([0, 1, 2, 0]))
    l.backward()
    assert x.grad is not None
    print("ok", l.item())
