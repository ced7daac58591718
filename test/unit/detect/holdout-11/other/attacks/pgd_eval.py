import torch
import torch.nn as nn
from robustbench.utils import load_model
from robustbench.data import load_cifar10

x_test, y_test = load_cifar10(n_examples=1000)
model = load_model("Carmon2019Unlabeled", dataset="cifar10", threat_model="Linf").cuda().eval()
eps, alpha = 8 / 255, 2 / 255
correct = 0
for i in range(0, 1000, 100):
    x, y = x_test[i:i + 100].cuda(), y_test[i:i + 100].cuda()
    delta = torch.empty_like(x).uniform_(-eps, eps).requires_grad_()
    for _ in range(20):
        loss = nn.functional.cross_entropy(model(x + delta), y)
        loss.backward()
        with torch.no_grad():
            delta.add_(alpha * delta.grad.sign()).clamp_(-eps, eps)
        delta.grad.zero_()
    correct += (model(x + delta).argmax(1) == y).sum().item()
print("robust acc", correct / 1000)
