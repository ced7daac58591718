import logging
import os
import time
from collections import defaultdict

import torch
from torch.nn.parallel import DistributedDataParallel

logger = logging.getLogger(__name__)


class Hook:
    trainer = None

    def before_train(self): ...
    def after_train(self): ...
    def before_step(self): ...
    def after_step(self): ...


class TrainerBase:
    def __init__(self):
        self._hooks = []
        self.storage = defaultdict(list)

    def register_hooks(self, hooks):
        for h in hooks:
            assert isinstance(h, Hook)
            h.trainer = self
        self._hooks.extend(hooks)

    def train(self, start_iter: int, max_iter: int):
        logger.info("Starting training from iteration %d", start_iter)
        self.iter = self.start_iter = start_iter
        self.max_iter = max_iter
        try:
            for h in self._hooks:
                h.before_train()
            for self.iter in range(start_iter, max_iter):
                for h in self._hooks:
                    h.before_step()
                self.run_step()
                for h in self._hooks:
                    h.after_step()
        finally:
            for h in self._hooks:
                h.after_train()

    def run_step(self):
        raise NotImplementedError


class SimpleTrainer(TrainerBase):
    def __init__(self, model, data_loader, optimizer):
        super().__init__()
        model.train()
        self.model = model
        self._iter = iter(data_loader)
        self.optimizer = optimizer

    def run_step(self):
        start = time.perf_counter()
        data = next(self._iter)
        self.storage["data_time"].append(time.perf_counter() - start)
        losses = self.model(data)
        loss = sum(losses.values())
        self.optimizer.zero_grad()
        loss.backward()
        self.optimizer.step()
        self.storage["loss"].append(loss.item())

    def state_dict(self):
        m = self.model.module if isinstance(self.model, DistributedDataParallel) else self.model
        return {"iter": self.iter, "model": m.state_dict(), "optimizer": self.optimizer.state_dict()}


class PeriodicCheckpointer(Hook):
    def __init__(self, folder, period):
        self.folder, self.period = folder, period

    def after_step(self):
        if (self.trainer.iter + 1) % self.period == 0:
            torch.save(self.trainer.state_dict(), os.path.join(self.folder, f"{self.trainer.iter:07d}.pth"))
