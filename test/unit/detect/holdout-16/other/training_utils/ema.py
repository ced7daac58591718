import copy
from contextlib import contextmanager
import torch
from torch import nn


class EMA:
    """
    Exponential moving average of the weights, updated after every optimizer step:

        ema = EMA(model, 0.999)
        for x, y in loader:
            loss = criterion(model(x), y)
            loss.backward()
            optimizer.step()
            ema.update()
    """

    def __init__(self, model: nn.Module, decay: float = 0.999, warmup: int = 100, device=None):
        self.model = model
        self.shadow = copy.deepcopy(model).eval().requires_grad_(False)
        if device:
            self.shadow.to(device)
        self.decay, self.warmup, self.n = decay, warmup, 0
        self.backup = None

    @torch.no_grad()
    def update(self):
        self.n += 1
        d = min(self.decay, (1 + self.n) / (self.warmup + self.n))
        src = self.model.module if hasattr(self.model, "module") else self.model
        for s, p in zip(self.shadow.parameters(), src.parameters()):
            s.lerp_(p.to(s.device), 1 - d)
        for s, b in zip(self.shadow.buffers(), src.buffers()):
            s.copy_(b)

    @contextmanager
    def applied(self):
        keep = copy.deepcopy(self.model.state_dict())
        self.model.load_state_dict(self.shadow.state_dict())
        try:
            yield self.model
        finally:
            self.model.load_state_dict(keep)

    def state_dict(self):
        return {"shadow": self.shadow.state_dict(), "n": self.n, "decay": self.decay}

    def load_state_dict(self, s):
        self.shadow.load_state_dict(s["shadow"])
        self.n, self.decay = s["n"], s["decay"]
