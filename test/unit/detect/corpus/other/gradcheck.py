import torch
from torch.autograd import gradcheck
from ops import MyFunction

inputs = (torch.randn(20, 20, dtype=torch.double, requires_grad=True),)
for eps in (1e-4, 1e-6):
    print(gradcheck(MyFunction.apply, inputs, eps=eps))
