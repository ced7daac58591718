"""Robust accuracy of a trained CIFAR classifier under PGD and FGSM."""
import argparse
import torch
import torch.nn.functional as F
from torchvision import datasets, transforms
from robustbench.utils import load_model


def pgd(model, x, y, eps, alpha, steps, restarts=1):
    worst = x.clone()
    done = torch.zeros_like(y, dtype=torch.bool)
    for _ in range(restarts):
        delta = torch.empty_like(x).uniform_(-eps, eps).requires_grad_(True)
        opt = torch.optim.SGD([delta], lr=alpha)
        for _ in range(steps):
            opt.zero_grad()
            loss = -F.cross_entropy(model(x + delta), y)
            loss.backward()
            delta.grad.sign_()
            opt.step()
            delta.data.clamp_(-eps, eps)
            delta.data = (x + delta.data).clamp(0, 1) - x
        wrong = model(x + delta).argmax(1) != y
        worst[wrong & ~done] = (x + delta).detach()[wrong & ~done]
        done |= wrong
    return worst


def fgsm(model, x, y, eps):
    x = x.clone().requires_grad_()
    F.cross_entropy(model(x), y).backward()
    return (x + eps * x.grad.sign()).clamp(0, 1).detach()


if __name__ == "__main__":
    ap = argparse.ArgumentParser()
    ap.add_argument("--model", default="Carmon2019Unlabeled")
    ap.add_argument("--eps", type=float, default=8 / 255)
    ap.add_argument("--steps", type=int, default=20)
    ap.add_argument("--n", type=int, default=1000)
    a = ap.parse_args()
    net = load_model(a.model, threat_model="Linf").cuda().eval()
    dl = torch.utils.data.DataLoader(datasets.CIFAR10("data", train=False, transform=transforms.ToTensor()), 250)
    clean = f = p = n = 0
    for x, y in dl:
        x, y = x.cuda(), y.cuda()
        clean += (net(x).argmax(1) == y).sum().item()
        f += (net(fgsm(net, x, y, a.eps)).argmax(1) == y).sum().item()
        p += (net(pgd(net, x, y, a.eps, a.eps / 4, a.steps)).argmax(1) == y).sum().item()
        n += len(y)
        if n >= a.n:
            break
    print(f"clean {clean / n:.3f} fgsm {f / n:.3f} pgd{a.steps} {p / n:.3f}")
