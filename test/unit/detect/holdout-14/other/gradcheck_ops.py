import numpy as np
import torch
from torch.autograd import gradcheck, gradgradcheck

from ops import fused_layer_norm, swiglu


def numerical(f, x, eps=1e-5):
    grad = np.zeros_like(x)
    it = np.nditer(x, flags=["multi_index"])
    while not it.finished:
        i = it.multi_index
        old = x[i]
        x[i] = old + eps
        up = f(x)
        x[i] = old - eps
        down = f(x)
        x[i] = old
        grad[i] = (up - down) / (2 * eps)
        it.iternext()
    return grad


def main():
    torch.manual_seed(0)
    worst = 0.0
    for trial in range(20):
        x = torch.randn(3, 7, dtype=torch.double, requires_grad=True)
        w = torch.randn(7, dtype=torch.double, requires_grad=True)
        b = torch.randn(7, dtype=torch.double, requires_grad=True)
        loss = fused_layer_norm(x, w, b).pow(2).sum()
        loss.backward()
        ref = numerical(lambda a: fused_layer_norm(torch.from_numpy(a), w, b).pow(2).sum().item(), x.detach().numpy().copy())
        err = np.abs(ref - x.grad.numpy()).max()
        worst = max(worst, err)
        assert gradcheck(swiglu, (x, x.clone()))
    assert gradgradcheck(fused_layer_norm, (x, w, b))
    print("worst error", worst)


if __name__ == "__main__":
    main()
