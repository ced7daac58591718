import torch
import torch.nn.functional as F
from robustbench.data import load_cifar10
from robustbench.utils import load_model

x_test, y_test = load_cifar10(n_examples=200)
model = load_model("Carmon2019Unlabeled", threat_model="Linf").cuda()
x, y = x_test.cuda(), y_test.cuda()
eps, step, iters = 8 / 255, 2 / 255, 40
delta = torch.empty_like(x).uniform_(-eps, eps)
for i in range(iters):
    delta.requires_grad_()
    loss = F.cross_entropy(model(x + delta), y)
    loss.backward()
    delta = delta.detach() + step * delta.grad.sign()
    delta = delta.clamp(-eps, eps)
    delta = (x + delta).clamp(0, 1) - x
acc = (model(x + delta).argmax(1) == y).float().mean()
print(f"robust accuracy {acc:.3f}")
