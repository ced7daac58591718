import logging

import torch

log = logging.getLogger(__name__)


def train_one_epoch(model, criterion, loader, optimizer, device, epoch, scaler=None):
    model.train()
    for step, (images, masks) in enumerate(loader):
        images, masks = images.to(device), masks.to(device)
        with torch.autocast(device.type, enabled=scaler is not None):
            loss = criterion(model(images), masks)
        optimizer.zero_grad()
        if scaler is not None:
            scaler.scale(loss).backward()
            scaler.step(optimizer)
            scaler.update()
        else:
            loss.backward()
            optimizer.step()
        if step % 20 == 0:
            log.info("epoch %d step %d loss %.4f", epoch, step, loss.item())


@torch.inference_mode()
def evaluate(model, loader, device):
    model.eval()
    inter = union = 0
    for images, masks in loader:
        pred = model(images.to(device)).argmax(1).cpu()
        inter += ((pred == 1) & (masks == 1)).sum().item()
        union += ((pred == 1) | (masks == 1)).sum().item()
    return inter / max(union, 1)
