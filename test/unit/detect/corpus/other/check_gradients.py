import torch
from layers import MyConv
torch.manual_seed(0)
m = MyConv(3, 4).double()
x = torch.randn(2, 3, 8, 8, dtype=torch.double, requires_grad=True)
print(torch.autograd.gradcheck(m, (x,)))
m(x).sum().backward()
for n, p in m.named_parameters():
    print(n, p.grad.norm())
