import math
from typing import Dict, Iterable, Optional

import torch
import torch.nn as nn
import torch.nn.functional as F


class LoRALinear(nn.Module):
    def __init__(self, base: nn.Linear, r: int = 8, alpha: int = 16, dropout: float = 0.0):
        super().__init__()
        self.base = base
        for p in self.base.parameters():
            p.requires_grad_(False)
        self.A = nn.Parameter(torch.empty(r, base.in_features))
        self.B = nn.Parameter(torch.zeros(base.out_features, r))
        nn.init.kaiming_uniform_(self.A, a=math.sqrt(5))
        self.scale = alpha / r
        self.drop = nn.Dropout(dropout)
        self.merged = False

    def train(self, mode: bool = True):
        super().train(mode)
        if mode and self.merged:
            self.base.weight.data -= self.scale * self.B @ self.A
            self.merged = False
        elif not mode and not self.merged:
            self.base.weight.data += self.scale * self.B @ self.A
            self.merged = True
        return self

    def forward(self, x):
        if self.merged:
            return self.base(x)
        return self.base(x) + self.scale * F.linear(F.linear(self.drop(x), self.A), self.B)


def inject(model: nn.Module, targets: Iterable[str], **kw):
    for name, mod in list(model.named_modules()):
        for child, lin in list(mod.named_children()):
            if isinstance(lin, nn.Linear) and any(t in child for t in targets):
                setattr(mod, child, LoRALinear(lin, **kw))
    return model


def mark_only_lora_as_trainable(model: nn.Module, bias: str = "none") -> None:
    for n, p in model.named_parameters():
        p.requires_grad = n.endswith((".A", ".B")) or (bias == "all" and "bias" in n)


def lora_state_dict(model) -> Dict[str, torch.Tensor]:
    return {k: v for k, v in model.state_dict().items() if k.endswith((".A", ".B"))}


def trainable_report(model) -> str:
    t = sum(p.numel() for p in model.parameters() if p.requires_grad)
    a = sum(p.numel() for p in model.parameters())
    return f"trainable params: {t:,} || all params: {a:,} || {100 * t / a:.3f}%"


def param_groups(model, lr: float, lr_b: Optional[float] = None, weight_decay: float = 0.0):
    """LoRA+: the B matrices learn faster."""
    return [{"params": [p for n, p in model.named_parameters() if n.endswith(".A")], "lr": lr, "weight_decay": weight_decay},
            {"params": [p for n, p in model.named_parameters() if n.endswith(".B")], "lr": lr_b or 16 * lr}]
