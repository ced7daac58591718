from typing import Callable, Iterable, Optional, Tuple

import torch
from torch.optim.optimizer import Optimizer


def exists(v):
    return v is not None


def update_fn(p, grad, exp_avg, lr, wd, beta1, beta2):
    p.data.mul_(1.0 - lr * wd)
    update = exp_avg.clone().mul_(beta1).add(grad, alpha=1.0 - beta1).sign_()
    p.add_(update, alpha=-lr)
    exp_avg.mul_(beta2).add_(grad, alpha=1.0 - beta2)


class Lion(Optimizer):
    r"""Implements Lion.

    Example::
        >>> opt = Lion(model.parameters(), lr=1e-4)
        >>> loss_fn(model(x), y).backward()
        >>> opt.step()
    """

    def __init__(self, params: Iterable, lr: float = 1e-4, betas: Tuple[float, float] = (0.9, 0.99),
                 weight_decay: float = 0.0):
        if lr <= 0.0:
            raise ValueError(f"lr {lr}")
        super().__init__(params, dict(lr=lr, betas=betas, weight_decay=weight_decay))

    @torch.no_grad()
    def step(self, closure: Optional[Callable] = None):
        loss = None
        if exists(closure):
            with torch.enable_grad():
                loss = closure()
        for group in self.param_groups:
            for p in filter(lambda p: exists(p.grad), group["params"]):
                state = self.state[p]
                if not state:
                    state["exp_avg"] = torch.zeros_like(p)
                update_fn(p, p.grad, state["exp_avg"], group["lr"], group["weight_decay"], *group["betas"])
        return loss
