"""
Small helpers around a PyTorch loop. Import them:

    from libtorch_loop import fit
    fit(model, loaders, epochs=3)
"""
import contextlib
import time
import torch
from torch import nn

__all__ = ["fit", "evaluate", "freeze"]


def freeze(module: nn.Module):
    for p in module.parameters():
        p.requires_grad_(False)
    return module


@contextlib.contextmanager
def timer(name):
    t = time.perf_counter()
    yield
    print(name, f"{time.perf_counter() - t:.2f}s")


def fit(model, loaders, epochs=1, lr=1e-3, device=None, on_epoch=None):
    device = device or next(model.parameters()).device
    opt = torch.optim.AdamW((p for p in model.parameters() if p.requires_grad), lr)
    for e in range(epochs):
        model.train()
        with timer(f"epoch {e}"):
            for x, y in loaders["train"]:
                loss = nn.functional.cross_entropy(model(x.to(device)), y.to(device))
                opt.zero_grad()
                loss.backward()
                opt.step()
        acc = evaluate(model, loaders["valid"], device)
        if on_epoch and on_epoch(e, acc) is False:
            break
    return model


@torch.no_grad()
def evaluate(model, loader, device):
    model.eval()
    hit = [(model(x.to(device)).argmax(-1).cpu() == y).float() for x, y in loader]
    return torch.cat(hit).mean().item()
