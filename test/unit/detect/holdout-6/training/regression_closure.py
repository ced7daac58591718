import torch
from torch import nn

x = torch.linspace(-3, 3, 200).unsqueeze(1)
y = torch.sin(x) + 0.1 * torch.randn_like(x)
net = nn.Sequential(nn.Linear(1, 32), nn.Tanh(), nn.Linear(32, 1))
opt = torch.optim.LBFGS(net.parameters(), max_iter=20, line_search_fn="strong_wolfe")
mse = nn.MSELoss()


def closure():
    opt.zero_grad(set_to_none=True)
    out = mse(net(x), y)
    out.backward()
    return out


for i in range(40):
    l = opt.step(closure)
    if i % 10 == 0:
        print(i, l.item())
