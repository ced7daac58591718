"""A small trainer. See examples/ for use."""
from __future__ import annotations

import logging
from pathlib import Path
from typing import Callable

import torch
from torch.utils.data import DataLoader

logger = logging.getLogger(__name__)


class SimpleTrainer:
    def __init__(self, model, optimizer, loss_fn: Callable, epochs: int = 10, ckpt: Path | None = None):
        self.model, self.optimizer, self.loss_fn = model, optimizer, loss_fn
        self.epochs, self.ckpt = epochs, ckpt
        self.history: list[float] = []

    def fit(self, loader: DataLoader, val: DataLoader | None = None) -> list[float]:
        for epoch in range(self.epochs):
            self.model.train()
            for x, y in loader:
                self.optimizer.zero_grad()
                loss = self.loss_fn(self.model(x), y)
                loss.backward()
                self.optimizer.step()
            self.history.append(loss.item())
            if val is not None:
                self.evaluate(val)
            if self.ckpt:
                torch.save(self.model.state_dict(), self.ckpt)
        return self.history

    @torch.no_grad()
    def evaluate(self, loader):
        self.model.eval()
        return sum(self.loss_fn(self.model(x), y).item() for x, y in loader) / len(loader)


def fit_quick(model, loader, lr: float = 1e-3, epochs: int = 1):
    """Convenience wrapper."""
    return SimpleTrainer(model, torch.optim.Adam(model.parameters(), lr), torch.nn.functional.cross_entropy, epochs).fit(loader)
