import argparse

import matplotlib.pyplot as plt
import torch
from PIL import Image
from torchvision import models


def integrated_gradients(model, x, target, steps=50):
    baseline = torch.zeros_like(x)
    total = torch.zeros_like(x)
    for alpha in torch.linspace(0, 1, steps):
        z = (baseline + alpha * (x - baseline)).detach().requires_grad_(True)
        score = model(z)[0, target]
        model.zero_grad()
        score.backward()
        total += z.grad
    return (x - baseline) * total / steps


def smooth_grad(model, x, target, n=25, sigma=0.15):
    acc = torch.zeros_like(x)
    for _ in range(n):
        z = (x + sigma * torch.randn_like(x)).requires_grad_()
        (g,) = torch.autograd.grad(model(z)[0, target], z)
        acc += g.abs()
    return acc / n


if __name__ == "__main__":
    ap = argparse.ArgumentParser()
    ap.add_argument("image")
    ap.add_argument("--target", type=int)
    a = ap.parse_args()
    weights = models.ResNet50_Weights.DEFAULT
    net = models.resnet50(weights=weights).eval()
    x = weights.transforms()(Image.open(a.image).convert("RGB"))[None]
    target = a.target if a.target is not None else net(x).argmax().item()
    fig, axes = plt.subplots(1, 2)
    for ax, m in zip(axes, [integrated_gradients(net, x, target), smooth_grad(net, x, target)]):
        ax.imshow(m[0].abs().sum(0), cmap="inferno")
        ax.axis("off")
    fig.savefig("attribution.png")
