import torch

A = torch.randn(50, 10)
b = torch.randn(50)
theta = torch.nn.Parameter(torch.zeros(10))
lbfgs = torch.optim.LBFGS([theta], lr=0.5)


def obj():
    lbfgs.zero_grad()
    r = (A @ theta - b).square().sum()
    r.backward()
    return r


for _ in range(15):
    lbfgs.step(lambda: obj())
print(theta)
