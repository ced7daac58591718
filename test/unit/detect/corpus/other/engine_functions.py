import math
import sys
import torch
import utils


def train_one_epoch(model, optimizer, data_loader, device, epoch, print_freq, scaler=None):
    model.train()
    metric_logger = utils.MetricLogger(delimiter="  ")
    for images, targets in metric_logger.log_every(data_loader, print_freq):
        losses = sum(model(images, targets).values())
        if not math.isfinite(losses.item()):
            sys.exit(1)
        optimizer.zero_grad()
        losses.backward()
        optimizer.step()
    return metric_logger


@torch.inference_mode()
def evaluate(model, data_loader, device):
    model.eval()
    for images, targets in data_loader:
        model(images)
