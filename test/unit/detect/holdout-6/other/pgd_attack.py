import torch
import torch.nn.functional as F
from torchvision.models import resnet50
from loaders import val_loader

model = resnet50(weights="DEFAULT").cuda().eval()


def pgd(x, y, eps=8 / 255, alpha=2 / 255, iters=20):
    adv = x.clone().detach() + torch.empty_like(x).uniform_(-eps, eps)
    for _ in range(iters):
        adv.requires_grad_(True)
        loss = F.cross_entropy(model(adv), y)
        grad, = torch.autograd.grad(loss, adv)
        adv = adv.detach() + alpha * grad.sign()
        adv = torch.min(torch.max(adv, x - eps), x + eps).clamp(0, 1)
    return adv


correct = 0
for x, y in val_loader:
    correct += (model(pgd(x.cuda(), y.cuda())).argmax(1).cpu() == y).sum().item()
print(correct)
