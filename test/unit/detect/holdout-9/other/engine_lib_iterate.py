from dataclasses import dataclass
from typing import Callable, Iterable


@dataclass
class Engine:
    step: Callable
    epochs: int = 1

    def fit(self, data: Iterable):
        for e in range(self.epochs):
            for batch in data:
                loss = self.step(batch)
                loss.backward()
                self.optimizer.step()
                yield e, loss

    def with_optimizer(self, optimizer):
        self.optimizer = optimizer
        return self
