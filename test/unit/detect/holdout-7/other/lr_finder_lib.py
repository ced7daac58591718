import copy
import numpy as np


class LRFinder:
    """Exponential learning-rate range test.

    >>> LRFinder(model, opt, criterion).range_test(loader)
    """

    def __init__(self, model, optimizer, criterion):
        self.model, self.optimizer, self.criterion = model, optimizer, criterion
        self.history = {"lr": [], "loss": []}

    def range_test(self, loader, start=1e-7, end=10, n=100):
        state = copy.deepcopy(self.model.state_dict())
        for lr, (x, y) in zip(np.geomspace(start, end, n), loader):
            for g in self.optimizer.param_groups:
                g["lr"] = lr
            loss = self.criterion(self.model(x), y)
            self.optimizer.zero_grad()
            loss.backward()
            self.optimizer.step()
            self.history["lr"].append(lr)
            self.history["loss"].append(loss.item())
        self.model.load_state_dict(state)
