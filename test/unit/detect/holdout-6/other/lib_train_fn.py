"""Training helpers used by the scripts in bin/."""
import torch
from tqdm import tqdm


def train_one_epoch(model, loader, optimizer, device, scaler=None):
    model.train()
    total = 0.0
    for images, targets in tqdm(loader):
        optimizer.zero_grad()
        loss = model(images.to(device), targets.to(device))
        loss.backward()
        optimizer.step()
        total += loss.item()
    return total / len(loader)


@torch.inference_mode()
def evaluate(model, loader, device):
    model.eval()
    return sum(model(x.to(device), y.to(device)).item() for x, y in loader)
