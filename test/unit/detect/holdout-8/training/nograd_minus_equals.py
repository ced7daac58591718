import torch
from torch import nn

X = torch.rand(500, 3)
Y = X @ torch.tensor([[1.], [2.], [3.]])
model = nn.Linear(3, 1)
lr = 0.05
for t in range(2000):
    loss = ((model(X) - Y) ** 2).mean()
    model.zero_grad()
    loss.backward()
    with torch.no_grad():
        for param in model.parameters():
            param -= lr * param.grad
