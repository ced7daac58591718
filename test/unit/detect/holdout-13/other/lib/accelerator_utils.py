import torch
from accelerate import Accelerator


def make_accelerator(cfg):
    return Accelerator(mixed_precision=cfg.precision, gradient_accumulation_steps=cfg.accum, log_with=cfg.tracker)


class Loop:
    def __init__(self, accelerator: Accelerator, model, optimizer, loader):
        self.acc = accelerator
        self.model, self.optimizer, self.loader = accelerator.prepare(model, optimizer, loader)

    def run(self, epochs):
        for _ in range(epochs):
            for batch in self.loader:
                with self.acc.accumulate(self.model):
                    self.acc.backward(self.model(**batch).loss)
                    self.optimizer.step()
                    self.optimizer.zero_grad()
