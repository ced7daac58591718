import torch
from torch import nn
import torch.nn.functional as F


class SupConLoss(nn.Module):
    def __init__(self, temperature=0.07, base_temperature=0.07):
        super().__init__()
        self.temperature = temperature
        self.base_temperature = base_temperature

    def forward(self, features, labels):
        device = features.device
        bs, views = features.shape[:2]
        mask = torch.eq(labels.view(-1, 1), labels.view(1, -1)).float().to(device)
        f = torch.cat(torch.unbind(features, dim=1), dim=0)
        logits = f @ f.T / self.temperature
        logits = logits - logits.max(dim=1, keepdim=True)[0].detach()
        mask = mask.repeat(views, views)
        self_mask = 1 - torch.eye(bs * views, device=device)
        mask = mask * self_mask
        log_prob = logits - torch.log((torch.exp(logits) * self_mask).sum(1, keepdim=True))
        mean = (mask * log_prob).sum(1) / mask.sum(1).clamp(min=1)
        return -(self.temperature / self.base_temperature) * mean.mean()


class FocalLoss(nn.Module):
    def __init__(self, alpha=0.25, gamma=2.0):
        super().__init__()
        self.alpha, self.gamma = alpha, gamma

    def forward(self, x, y):
        ce = F.binary_cross_entropy_with_logits(x, y, reduction="none")
        p = torch.exp(-ce)
        return (self.alpha * (1 - p) ** self.gamma * ce).mean()


class GradientPenalty:
    """WGAN-GP term. Call with the critic; returns a scalar to add to its loss."""

    def __init__(self, weight=10.0):
        self.weight = weight

    def __call__(self, critic, real, fake):
        a = torch.rand(real.size(0), *[1] * (real.dim() - 1), device=real.device)
        x = (a * real + (1 - a) * fake).requires_grad_(True)
        g, = torch.autograd.grad(critic(x).sum(), x, create_graph=True)
        return self.weight * ((g.flatten(1).norm(2, 1) - 1) ** 2).mean()


def build_loss(name, **kw):
    return {"supcon": SupConLoss, "focal": FocalLoss, "gp": GradientPenalty}[name](**kw)
