import torch
import torch.nn.functional as F
from torch.func import functional_call, grad, vmap
from tasks import sample_tasks
from net import Net

net = Net()
params = dict(net.named_parameters())
opt = torch.optim.Adam(net.parameters(), lr=1e-3)


def inner(params, x, y):
    return F.mse_loss(functional_call(net, params, (x,)), y)


def outer(xs, ys, xq, yq):
    g = grad(inner)(params, xs, ys)
    fast = {k: params[k] - 0.4 * g[k] for k in params}
    return F.mse_loss(functional_call(net, fast, (xq,)), yq)


for it in range(20000):
    loss = vmap(outer)(*sample_tasks(16)).mean()
    opt.zero_grad()
    loss.backward()
    opt.step()
