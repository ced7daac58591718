import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader


@torch.no_grad()
def evaluate(model, loader, device):
    model.eval()
    total, correct, loss_sum = 0, 0, 0.0
    for x, y in loader:
        x, y = x.to(device), y.to(device)
        logits = model(x)
        loss_sum += nn.functional.cross_entropy(logits, y, reduction="sum").item()
        correct += (logits.argmax(1) == y).sum().item()
        total += len(y)
    model.train()
    return loss_sum / total, correct / total


if __name__ == "__main__":
    from project.data import val_set
    m = torch.load("model.pt", weights_only=False)
    print(evaluate(m, DataLoader(val_set(), 256), "cuda"))
