import torch
import torch.nn.functional as F


def fgsm(model, x, y, eps):
    x = x.clone().detach().requires_grad_(True)
    loss = F.cross_entropy(model(x), y)
    model.zero_grad()
    loss.backward()
    return (x + eps * x.grad.sign()).clamp(0, 1)


def pgd(model, x, y, eps, steps=10, alpha=2 / 255):
    adv = x.clone()
    for _ in range(steps):
        adv = fgsm(model, adv, y, alpha)
        adv = torch.max(torch.min(adv, x + eps), x - eps)
    return adv


def main():
    model = torch.hub.load("pytorch/vision", "resnet18", weights="DEFAULT").eval()
    x, y = torch.rand(8, 3, 224, 224), torch.randint(0, 1000, (8,))
    for eps in (0.01, 0.03):
        print(eps, (model(pgd(model, x, y, eps)).argmax(1) == y).float().mean())


main()
