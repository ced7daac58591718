import torch
from torch import nn
from torch.autograd import Function


class GradReverse(Function):
    @staticmethod
    def forward(ctx, x, alpha):
        ctx.alpha = alpha
        return x.view_as(x)

    @staticmethod
    def backward(ctx, grad_output):
        return grad_output.neg() * ctx.alpha, None


class DomainLoss(nn.Module):
    def __init__(self, dim):
        super().__init__()
        self.head = nn.Linear(dim, 2)

    def forward(self, feats, domain, alpha=1.0):
        return nn.functional.cross_entropy(self.head(GradReverse.apply(feats, alpha)), domain)


if __name__ == "__main__":
    x = torch.randn(4, 8, requires_grad=True)
    DomainLoss(8)(x, torch.tensor([0, 1, 0, 1])).backward()
    print(x.grad)
