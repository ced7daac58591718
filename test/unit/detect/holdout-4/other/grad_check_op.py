import torch
from torch.autograd import gradcheck
from ops import DeformConv
x = torch.randn(2, 3, 8, 8, dtype=torch.double, requires_grad=True)
for k in (1, 3):
    op = DeformConv(3, 4, k).double()
    assert gradcheck(op, (x,)), k
    op(x).sum().backward(); print(k, x.grad.norm())
