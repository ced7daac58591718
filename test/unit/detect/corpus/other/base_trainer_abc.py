from abc import ABC, abstractmethod
import os
import torch


class BaseTrainer(ABC):
    """All trainers inherit from this."""

    def __init__(self, model, optimizer, cfg):
        self.model, self.optimizer, self.cfg = model, optimizer, cfg
        self.epoch = 0

    @abstractmethod
    def _train_epoch(self, epoch):
        raise NotImplementedError

    def train(self):
        for self.epoch in range(self.cfg.epochs):
            self._train_epoch(self.epoch)
            self.save()

    def step(self, loss):
        self.optimizer.zero_grad()
        loss.backward()
        self.optimizer.step()

    def save(self):
        torch.save({'model': self.model.state_dict(), 'epoch': self.epoch}, os.path.join(self.cfg.dir, 'last.pt'))
