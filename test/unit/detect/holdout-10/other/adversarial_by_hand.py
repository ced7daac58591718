import torch
import torchvision

model = torchvision.models.resnet18(weights="DEFAULT").eval().requires_grad_(False)
x0 = torch.rand(1, 3, 224, 224)
delta = torch.zeros_like(x0, requires_grad=True)
y = model(x0).argmax(1)
for k in range(40):
    loss = -torch.nn.functional.cross_entropy(model(x0 + delta), y)
    loss.backward()
    with torch.no_grad():
        delta -= 0.01 * delta.grad.sign()
        delta.clamp_(-8 / 255, 8 / 255)
        delta.grad.zero_()
print((model(x0 + delta).argmax(1) != y).item())
