import torch
import torch.nn as nn
import torch.nn.functional as F


class FocalLoss(nn.Module):
    def __init__(self, gamma=2.0, alpha=0.25):
        super().__init__()
        self.gamma, self.alpha = gamma, alpha

    def forward(self, logits, target):
        ce = F.binary_cross_entropy_with_logits(logits, target, reduction="none")
        p = torch.exp(-ce)
        return (self.alpha * (1 - p) ** self.gamma * ce).mean()


def gradient_penalty(critic, real, fake):
    a = torch.rand(len(real), 1, 1, 1, device=real.device)
    x = (a * real + (1 - a) * fake).requires_grad_()
    g, = torch.autograd.grad(critic(x).sum(), x, create_graph=True)
    return ((g.flatten(1).norm(dim=1) - 1) ** 2).mean()
