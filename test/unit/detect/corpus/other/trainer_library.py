"""Reusable training helpers. Import `Trainer` and call `.fit(loader)`."""
import torch
from tqdm import tqdm


class Trainer:
    def __init__(self, model, optimizer, loss_fn, device="cuda"):
        self.model, self.optimizer, self.loss_fn, self.device = model, optimizer, loss_fn, device

    def step(self, batch):
        x, y = (t.to(self.device) for t in batch)
        self.optimizer.zero_grad()
        loss = self.loss_fn(self.model(x), y)
        loss.backward()
        self.optimizer.step()
        return loss.item()

    def fit(self, loader, epochs=1):
        self.model.train()
        for epoch in range(epochs):
            for batch in tqdm(loader):
                self.step(batch)
