import torch
x = torch.randn(100, 1); y = 3 * x + 2
a = torch.zeros(1, requires_grad=True); b = torch.zeros(1, requires_grad=True)
for i in range(100):
    ((a * x + b - y) ** 2).mean().backward()
    with torch.no_grad():
        for p in (a, b):
            p -= .1 * p.grad
            p.grad = None
