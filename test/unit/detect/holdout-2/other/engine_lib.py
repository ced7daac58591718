import math, sys
import torch
from timm.utils import accuracy, ModelEma

def train_one_epoch(model, criterion, data_loader, optimizer, device, epoch, loss_scaler, max_norm=0):
    model.train(True)
    for samples, targets in data_loader:
        with torch.cuda.amp.autocast():
            loss = criterion(model(samples.to(device)), targets.to(device))
        if not math.isfinite(loss.item()):
            sys.exit(1)
        optimizer.zero_grad()
        loss_scaler(loss, optimizer, clip_grad=max_norm, parameters=model.parameters())
    return loss.item()

@torch.no_grad()
def evaluate(loader, model, device):
    model.eval()
    return [accuracy(model(x.to(device)), y) for x, y in loader]
