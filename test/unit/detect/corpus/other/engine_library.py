"""Loops that the scripts share."""
import math
import sys
import torch
from utils import MetricLogger


def train_one_epoch(model, criterion, loader, optimizer, device, epoch, max_norm=0.):
    model.train()
    log = MetricLogger()
    for samples, targets in log.log_every(loader, 10, f'Epoch: [{epoch}]'):
        loss = criterion(model(samples.to(device)), targets.to(device))
        if not math.isfinite(loss.item()):
            sys.exit(1)
        optimizer.zero_grad()
        loss.backward()
        if max_norm > 0:
            torch.nn.utils.clip_grad_norm_(model.parameters(), max_norm)
        optimizer.step()
        log.update(loss=loss.item())
    return log.averages()


@torch.no_grad()
def evaluate(model, loader, device):
    model.eval()
    return [model(x.to(device)) for x, _ in loader]
