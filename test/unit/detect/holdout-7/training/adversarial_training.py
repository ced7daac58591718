import torch
import torch.nn.functional as F
from models import preact_resnet18
from data import cifar_loaders

model = preact_resnet18().cuda()
opt = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9)
train, _ = cifar_loaders(128)
for epoch in range(30):
    for X, y in train:
        X, y = X.cuda(), y.cuda()
        delta = torch.zeros_like(X, requires_grad=True)
        loss = F.cross_entropy(model(X + delta), y)
        loss.backward()
        delta.data = (delta + 0.03 * delta.grad.sign()).clamp(-8 / 255, 8 / 255)
        opt.zero_grad()
        F.cross_entropy(model(X + delta.detach()), y).backward()
        opt.step()
