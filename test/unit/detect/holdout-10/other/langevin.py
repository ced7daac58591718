import torch
from scorenet import ScoreNet

net = ScoreNet()
net.load_state_dict(torch.load("ckpt.pt"))
net.eval()
x = torch.randn(64, 2)
step = 0.01
for i in range(1000):
    x.requires_grad_(True)
    e = net(x).sum()
    g = torch.autograd.grad(e, x)[0]
    x = (x - step * g + (2 * step) ** 0.5 * torch.randn_like(x)).detach()
print(x.mean(0))
