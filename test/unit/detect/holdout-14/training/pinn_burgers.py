import numpy as np
import torch
from pyDOE import lhs

torch.set_default_dtype(torch.float64)


class PINN(torch.nn.Module):
    def __init__(self, layers=(2, 20, 20, 20, 20, 1)):
        super().__init__()
        self.linears = torch.nn.ModuleList(torch.nn.Linear(a, b) for a, b in zip(layers, layers[1:]))

    def forward(self, x, t):
        h = torch.cat([x, t], 1)
        for l in self.linears[:-1]:
            h = torch.tanh(l(h))
        return self.linears[-1](h)


net = PINN()
pts = torch.tensor(lhs(2, 10000) * [2, 1] + [-1, 0])
x, t = pts[:, :1].requires_grad_(), pts[:, 1:].requires_grad_()
x0 = torch.linspace(-1, 1, 200)[:, None]
u0 = -torch.sin(np.pi * x0)


def residual():
    u = net(x, t)
    u_t = torch.autograd.grad(u, t, torch.ones_like(u), create_graph=True)[0]
    u_x = torch.autograd.grad(u, x, torch.ones_like(u), create_graph=True)[0]
    u_xx = torch.autograd.grad(u_x, x, torch.ones_like(u), create_graph=True)[0]
    return u_t + u * u_x - 0.01 / np.pi * u_xx


optimizer = torch.optim.LBFGS(net.parameters(), lr=1.0, max_iter=50000, history_size=50, line_search_fn="strong_wolfe")
it = 0


def closure():
    global it
    optimizer.zero_grad()
    loss = residual().square().mean() + (net(x0, torch.zeros_like(x0)) - u0).square().mean()
    loss.backward()
    it += 1
    if it % 100 == 0:
        print(it, loss.item())
    return loss


optimizer.step(closure)
torch.save(net.state_dict(), "burgers.pt")
