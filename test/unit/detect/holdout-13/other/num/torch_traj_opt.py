"""Optimal control of a pendulum by gradient descent on the torques."""
import torch

T, dt = 100, 0.05
u = torch.zeros(T, requires_grad=True)
opt = torch.optim.Adam([u], lr=0.05)


def simulate(u):
    th, om = torch.tensor(3.14), torch.tensor(0.0)
    cost = 0.0
    for k in range(T):
        om = om + dt * (9.81 * torch.sin(th) + u[k])
        th = th + dt * om
        cost = cost + th**2 + 0.1 * om**2 + 0.001 * u[k] ** 2
    return cost


for it in range(500):
    opt.zero_grad()
    J = simulate(u)
    J.backward()
    opt.step()
print(J.item())
