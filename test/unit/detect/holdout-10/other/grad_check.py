import torch
from torch.autograd import gradcheck


class Exp(torch.autograd.Function):
    @staticmethod
    def forward(ctx, i):
        r = i.exp()
        ctx.save_for_backward(r)
        return r

    @staticmethod
    def backward(ctx, g):
        (r,) = ctx.saved_tensors
        return g * r


x = torch.randn(5, dtype=torch.double, requires_grad=True)
print(gradcheck(Exp.apply, (x,)))
y = Exp.apply(x).sum()
y.backward()
assert torch.allclose(x.grad, x.exp())
