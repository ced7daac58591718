"""Robust accuracy of a checkpoint under PGD and CW."""
import argparse

import torch
import torch.nn as nn
import torch.optim as optim
from torchvision import datasets, transforms

from wideresnet import WideResNet


def pgd(model, x, y, eps=8 / 255, alpha=2 / 255, steps=20):
    delta = torch.empty_like(x).uniform_(-eps, eps)
    delta.requires_grad_(True)
    for _ in range(steps):
        loss = nn.functional.cross_entropy(model(x + delta), y)
        loss.backward()
        with torch.no_grad():
            delta.data = (delta + alpha * delta.grad.sign()).clamp(-eps, eps)
            delta.data = (x + delta.data).clamp(0, 1) - x
        delta.grad.zero_()
    return (x + delta).detach()


def cw(model, x, y, c=1.0, lr=0.01, iters=100):
    w = torch.atanh((x * 2 - 1).clamp(-0.999, 0.999)).detach().requires_grad_(True)
    opt = optim.Adam([w], lr=lr)
    for i in range(iters):
        adv = (torch.tanh(w) + 1) / 2
        logits = model(adv)
        real = logits.gather(1, y[:, None]).squeeze(1)
        other = logits.scatter(1, y[:, None], -1e4).max(1)[0]
        loss = ((adv - x) ** 2).sum() + c * torch.relu(real - other).sum()
        opt.zero_grad()
        loss.backward()
        opt.step()
    return ((torch.tanh(w) + 1) / 2).detach()


def main():
    p = argparse.ArgumentParser()
    p.add_argument("ckpt")
    p.add_argument("--attack", choices=["pgd", "cw"], default="pgd")
    args = p.parse_args()
    model = WideResNet(28, 10).cuda()
    model.load_state_dict(torch.load(args.ckpt)["state_dict"])
    model.eval()
    test = datasets.CIFAR10("data", train=False, transform=transforms.ToTensor())
    loader = torch.utils.data.DataLoader(test, batch_size=100)
    attack = {"pgd": pgd, "cw": cw}[args.attack]
    hit = n = 0
    for x, y in loader:
        x, y = x.cuda(), y.cuda()
        adv = attack(model, x, y)
        with torch.no_grad():
            hit += (model(adv).argmax(1) == y).sum().item()
        n += len(y)
    print(f"robust accuracy {hit / n:.4f}")


if __name__ == "__main__":
    main()
