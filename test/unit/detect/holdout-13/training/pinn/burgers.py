import numpy as np
import torch
from torch import nn

torch.manual_seed(0)
nu = 0.01 / np.pi


class PINN(nn.Module):
    def __init__(self, width=20, depth=8):
        super().__init__()
        layers = [nn.Linear(2, width), nn.Tanh()]
        for _ in range(depth):
            layers += [nn.Linear(width, width), nn.Tanh()]
        self.net = nn.Sequential(*layers, nn.Linear(width, 1))

    def forward(self, t, x):
        return self.net(torch.cat([t, x], 1))


model = PINN().cuda()
t_f = torch.rand(10000, 1, device="cuda", requires_grad=True)
x_f = (2 * torch.rand(10000, 1, device="cuda") - 1).requires_grad_()
t_u, x_u = torch.zeros(100, 1).cuda(), torch.linspace(-1, 1, 100)[:, None].cuda()
u_u = -torch.sin(np.pi * x_u)


def residual():
    u = model(t_f, x_f)
    u_t, = torch.autograd.grad(u.sum(), t_f, create_graph=True)
    u_x, = torch.autograd.grad(u.sum(), x_f, create_graph=True)
    u_xx, = torch.autograd.grad(u_x.sum(), x_f, create_graph=True)
    return u_t + u * u_x - nu * u_xx


opt = torch.optim.LBFGS(model.parameters(), max_iter=50000, history_size=50, line_search_fn="strong_wolfe")
it = 0


def closure():
    global it
    opt.zero_grad()
    loss = ((model(t_u, x_u) - u_u) ** 2).mean() + (residual() ** 2).mean()
    loss.backward()
    it += 1
    if it % 100 == 0:
        print(it, loss.item())
    return loss


opt.step(closure)
torch.save(model.state_dict(), "burgers.pt")
