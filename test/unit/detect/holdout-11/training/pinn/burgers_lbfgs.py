import numpy as np
import torch
from torch import nn
from scipy.io import loadmat

torch.manual_seed(1234)
device = "cuda" if torch.cuda.is_available() else "cpu"
nu = 0.01 / np.pi

layers = []
for i in range(8):
    layers += [nn.Linear(2 if i == 0 else 20, 20), nn.Tanh()]
u_net = nn.Sequential(*layers, nn.Linear(20, 1)).to(device)

mat = loadmat("burgers_shock.mat")
xt = torch.rand(10000, 2, device=device, requires_grad=True)
x_u = torch.tensor(mat["X_u"], dtype=torch.float32, device=device)
u = torch.tensor(mat["u"], dtype=torch.float32, device=device)


def residual():
    out = u_net(xt)
    g = torch.autograd.grad(out, xt, torch.ones_like(out), create_graph=True)[0]
    u_x, u_t = g[:, :1], g[:, 1:]
    u_xx = torch.autograd.grad(u_x, xt, torch.ones_like(u_x), create_graph=True)[0][:, :1]
    return u_t + out * u_x - nu * u_xx


opt = torch.optim.LBFGS(u_net.parameters(), lr=1.0, max_iter=50000, history_size=50, line_search_fn="strong_wolfe")
it = 0


def closure():
    global it
    opt.zero_grad()
    loss = ((u_net(x_u) - u) ** 2).mean() + (residual() ** 2).mean()
    loss.backward()
    it += 1
    if it % 100 == 0:
        print(it, loss.item())
    return loss


opt.step(closure)
torch.save(u_net, "pinn.pt")
