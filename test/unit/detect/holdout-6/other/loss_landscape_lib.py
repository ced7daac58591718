import copy
import torch


def random_direction(model):
    return [torch.randn_like(p) for p in model.parameters()]


def perturb(model, direction, step):
    for p, d in zip(model.parameters(), direction):
        p.data.add_(step * d)


def surface(model, loss_fn, loader, steps=20):
    d = random_direction(model)
    out = []
    for i in range(-steps, steps):
        m = copy.deepcopy(model)
        perturb(m, d, i / steps)
        out.append(sum(loss_fn(m(x), y).item() for x, y in loader))
    return out
