from __future__ import annotations

import abc
import logging
import os
import time

import torch
from torch.nn.parallel import DistributedDataParallel
from torch.utils.tensorboard import SummaryWriter

logger = logging.getLogger(__name__)


class BaseTrainer(abc.ABC):
    """Shared loop. Subclasses define `compute_loss`."""

    def __init__(self, model, optimizer, train_loader, val_loader=None, scheduler=None, out="runs", max_epochs=10, amp=True):
        self.model = DistributedDataParallel(model) if torch.distributed.is_initialized() else model
        self.optimizer, self.scheduler = optimizer, scheduler
        self.train_loader, self.val_loader = train_loader, val_loader
        self.max_epochs = max_epochs
        self.scaler = torch.cuda.amp.GradScaler(enabled=amp)
        self.writer = SummaryWriter(out)
        self.step = 0

    @abc.abstractmethod
    def compute_loss(self, batch): ...

    def train(self):
        for epoch in range(self.max_epochs):
            self.model.train()
            began = time.time()
            for batch in self.train_loader:
                with torch.cuda.amp.autocast():
                    loss = self.compute_loss(batch)
                self.scaler.scale(loss).backward()
                self.scaler.step(self.optimizer)
                self.scaler.update()
                self.optimizer.zero_grad(set_to_none=True)
                self.step += 1
                self.writer.add_scalar("train/loss", loss.item(), self.step)
            if self.scheduler:
                self.scheduler.step()
            logger.info("epoch %d took %.1fs", epoch, time.time() - began)
            self.save(os.path.join(self.writer.log_dir, f"{epoch}.pt"))

    def save(self, path):
        torch.save({"model": self.model.state_dict(), "optimizer": self.optimizer.state_dict()}, path)


class ClassifierTrainer(BaseTrainer):
    def compute_loss(self, batch):
        x, y = (t.cuda(non_blocking=True) for t in batch)
        return torch.nn.functional.cross_entropy(self.model(x), y)


TRAINERS = {"classifier": ClassifierTrainer}


def build_trainer(name: str, **kwargs) -> BaseTrainer:
    return TRAINERS[name](**kwargs)
