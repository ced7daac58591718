import torch
a = torch.randn((), requires_grad=True)
b = torch.randn((), requires_grad=True)
x = torch.linspace(-1, 1, 200)
y = torch.sin(x)
for t in range(2000):
    loss = (a + b * x - y).pow(2).sum()
    loss.backward()
    with torch.no_grad():
        a -= 1e-6 * a.grad
        b -= 1e-6 * b.grad
        a.grad = None
        b.grad = None
