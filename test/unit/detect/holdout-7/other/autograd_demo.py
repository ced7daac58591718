import torch

x = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
y = (x ** 2).sum()
y.backward()
print(x.grad)
w = torch.ones(3, requires_grad=True)
z = torch.dot(w, x.detach())
z.backward()
print(w.grad)
