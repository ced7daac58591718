"""Madry-style adversarial training with free restarts."""
import argparse
import torch
import torch.nn.functional as F
from preact_resnet import PreActResNet18
from data import get_loaders


def attack(model, X, y, eps, alpha, iters):
    delta = torch.zeros_like(X).uniform_(-eps, eps).requires_grad_()
    for _ in range(iters):
        F.cross_entropy(model(X + delta), y).backward()
        delta.data = (delta + alpha * delta.grad.sign()).clamp(-eps, eps)
        delta.grad.zero_()
    return delta.detach()


if __name__ == "__main__":
    ap = argparse.ArgumentParser()
    ap.add_argument("--epochs", default=110, type=int)
    ap.add_argument("--attack-iters", default=10, type=int)
    a = ap.parse_args()
    model = PreActResNet18().cuda()
    opt = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9, weight_decay=5e-4)
    train_loader, _ = get_loaders(128)
    for epoch in range(a.epochs):
        for X, y in train_loader:
            X, y = X.cuda(), y.cuda()
            delta = attack(model, X, y, 8 / 255, 2 / 255, a.attack_iters)
            out = model((X + delta).clamp(0, 1))
            loss = F.cross_entropy(out, y)
            opt.zero_grad()
            loss.backward()
            opt.step()
        print(epoch, loss.item())
