"""How long an optimizer's step takes: fused, foreach and for-loop, on random gradients."""
import time

import torch

SIZES = [(4096, 4096)] * 8 + [(4096, 11008)] * 6 + [(4096,)] * 20


def make_params(device):
    params = [torch.nn.Parameter(torch.randn(*s, device=device) * 0.02) for s in SIZES]
    for p in params:
        p.grad = torch.randn_like(p)
    return params


def bench(factory, device="cuda", n=50):
    params = make_params(device)
    opt = factory(params)
    for _ in range(5):
        opt.step()
    torch.cuda.synchronize()
    t0 = time.perf_counter()
    for _ in range(n):
        opt.step()
    torch.cuda.synchronize()
    return (time.perf_counter() - t0) / n * 1e3


if __name__ == "__main__":
    variants = {
        "adamw for-loop": lambda p: torch.optim.AdamW(p, lr=1e-4, foreach=False),
        "adamw foreach": lambda p: torch.optim.AdamW(p, lr=1e-4, foreach=True),
        "adamw fused": lambda p: torch.optim.AdamW(p, lr=1e-4, fused=True),
        "sgd": lambda p: torch.optim.SGD(p, lr=1e-4, momentum=0.9),
    }
    for name, factory in variants.items():
        print(f"{name:18s} {bench(factory):8.3f} ms")
