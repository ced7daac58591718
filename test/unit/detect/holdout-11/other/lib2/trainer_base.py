import abc
import time
import torch


class BaseTrainer(abc.ABC):
    """Subclass, implement loss(), then ``MyTrainer(cfg).train()``."""

    def __init__(self, model, optimizer, loader, max_steps):
        self.model, self.optimizer, self.loader, self.max_steps = model, optimizer, loader, max_steps
        self.step = 0

    @abc.abstractmethod
    def loss(self, batch):
        ...

    def train(self):
        t = time.time()
        while self.step < self.max_steps:
            for batch in self.loader:
                self.optimizer.zero_grad()
                loss = self.loss(batch)
                loss.backward()
                self.optimizer.step()
                self.step += 1
                if self.step % 100 == 0:
                    print(self.step, loss.item(), time.time() - t)


__all__ = ["BaseTrainer"]
