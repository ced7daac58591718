import torch
from torchmetrics import Accuracy, MeanMetric
class Meter:
    def __init__(self, n): self.acc = Accuracy('multiclass', num_classes=n); self.loss = MeanMetric()
    def update(self, logits, y, loss): self.acc.update(logits, y); self.loss.update(loss)
    def compute(self): return self.acc.compute().item(), self.loss.compute().item()
