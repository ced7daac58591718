import torch
from torch.autograd import gradcheck
from ops import MyFunction

for seed in range(20):
    torch.manual_seed(seed)
    x = torch.randn(5, 7, dtype=torch.double, requires_grad=True)
    w = torch.randn(7, 3, dtype=torch.double, requires_grad=True)
    assert gradcheck(MyFunction.apply, (x, w), eps=1e-6, atol=1e-4)
    MyFunction.apply(x, w).sum().backward()
    ref = (x.detach() @ w.detach()).sum()
    print(seed, "ok", ref.item(), w.grad.norm().item())
