import torch
from ebm import EnergyNet

f = EnergyNet()
f.load_state_dict(torch.load("ebm.pt"))
f.eval().requires_grad_(False)
x = torch.rand(64, 1, 28, 28, requires_grad=True)
for k in range(500):
    g = torch.autograd.grad(f(x).sum(), x)[0]
    x.data += -10.0 * g + 0.005 * torch.randn_like(x)
torch.save(x.detach(), "samples.pt")
