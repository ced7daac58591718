"""Learning-rate range test, to be used from the training script."""
import copy
import math

import torch


class LRFinder:
    def __init__(self, model, optimizer, criterion, device=None):
        self.model, self.optimizer, self.criterion = model, optimizer, criterion
        self.device = device or next(model.parameters()).device
        self.history = {"lr": [], "loss": []}
        self._state = copy.deepcopy(model.state_dict())

    def range_test(self, loader, start_lr=1e-7, end_lr=10, num_iter=100, smooth_f=0.05):
        gamma = (end_lr / start_lr) ** (1 / num_iter)
        for g in self.optimizer.param_groups:
            g["lr"] = start_lr
        best = math.inf
        iterator = iter(loader)
        for i in range(num_iter):
            try:
                x, y = next(iterator)
            except StopIteration:
                iterator = iter(loader)
                x, y = next(iterator)
            self.optimizer.zero_grad()
            loss = self.criterion(self.model(x.to(self.device)), y.to(self.device))
            loss.backward()
            self.optimizer.step()
            value = loss.item()
            if i:
                value = smooth_f * value + (1 - smooth_f) * self.history["loss"][-1]
            best = min(best, value)
            self.history["lr"].append(self.optimizer.param_groups[0]["lr"])
            self.history["loss"].append(value)
            if value > 5 * best:
                break
            for g in self.optimizer.param_groups:
                g["lr"] *= gamma

    def reset(self):
        self.model.load_state_dict(self._state)

    def suggestion(self):
        losses = self.history["loss"]
        slopes = [b - a for a, b in zip(losses, losses[1:])]
        return self.history["lr"][slopes.index(min(slopes))]
