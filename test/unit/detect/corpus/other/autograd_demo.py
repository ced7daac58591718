import torch

x = torch.tensor([2.0, 3.0], requires_grad=True)
y = (x ** 3).sum()
y.backward()
print(x.grad)
opt = torch.optim.SGD([x], lr=0.1)
opt.step()
print(x)
