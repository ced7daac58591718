import torch
import torch.nn.functional as F
from robustbench.utils import load_model
from robustbench.data import load_cifar10

model = load_model("Carmon2019Unlabeled").cuda().eval()
x, y = (t.cuda() for t in load_cifar10(512))
eps, alpha = 8 / 255, 2 / 255
delta = torch.zeros_like(x).uniform_(-eps, eps).requires_grad_()
for _ in range(40):
    loss = F.cross_entropy(model(x + delta), y)
    loss.backward()
    delta.data = (delta + alpha * delta.grad.sign()).clamp(-eps, eps)
    delta.grad.zero_()
print("robust acc", (model(x + delta).argmax(1) == y).float().mean().item())
