import argparse
import logging
from contextlib import suppress

import torch
from timm.data import Mixup, create_dataset, create_loader
from timm.loss import SoftTargetCrossEntropy
from timm.models import create_model
from timm.optim import create_optimizer_v2, optimizer_kwargs
from timm.scheduler import create_scheduler_v2, scheduler_kwargs
from timm.utils import AverageMeter, CheckpointSaver, ModelEmaV3, NativeScaler, accuracy, setup_default_logging

_logger = logging.getLogger("train")
parser = argparse.ArgumentParser(description="PyTorch ImageNet Training")
parser.add_argument("--data-dir", metavar="DIR")
parser.add_argument("--model", default="resnet50")
parser.add_argument("-b", "--batch-size", type=int, default=128)
parser.add_argument("--opt", default="sgd")
parser.add_argument("--lr", type=float, default=0.05)
parser.add_argument("--weight-decay", type=float, default=2e-5)
parser.add_argument("--momentum", type=float, default=0.9)
parser.add_argument("--sched", default="cosine")
parser.add_argument("--epochs", type=int, default=300)
parser.add_argument("--mixup", type=float, default=0.2)


def main():
    setup_default_logging()
    args = parser.parse_args()
    model = create_model(args.model, pretrained=True, num_classes=100).cuda()
    optimizer = create_optimizer_v2(model, **optimizer_kwargs(cfg=args))
    loss_scaler = NativeScaler()
    ema = ModelEmaV3(model, decay=0.9998)
    loader = create_loader(create_dataset("", root=args.data_dir, split="train", is_training=True), (3, 224, 224), args.batch_size, is_training=True)
    lr_scheduler, num_epochs = create_scheduler_v2(optimizer, **scheduler_kwargs(args), updates_per_epoch=len(loader))
    mixup = Mixup(args.mixup, num_classes=100)
    for epoch in range(num_epochs):
        metrics = train_one_epoch(epoch, model, loader, optimizer, SoftTargetCrossEntropy(), lr_scheduler, loss_scaler, ema, mixup)
        lr_scheduler.step(epoch + 1, metrics["loss"])


def train_one_epoch(epoch, model, loader, optimizer, loss_fn, lr_scheduler, loss_scaler, ema, mixup):
    losses = AverageMeter()
    model.train()
    num_updates = epoch * len(loader)
    for i, (x, target) in enumerate(loader):
        x, target = mixup(x, target)
        with torch.amp.autocast("cuda"):
            loss = loss_fn(model(x), target)
        optimizer.zero_grad()
        loss_scaler(loss, optimizer, clip_grad=1.0, parameters=model.parameters())
        ema.update(model)
        num_updates += 1
        losses.update(loss.item(), x.size(0))
        lr_scheduler.step_update(num_updates=num_updates, metric=losses.avg)
    _logger.info(f"Train: {epoch} loss {losses.avg:#.3g}")
    return {"loss": losses.avg}


if __name__ == "__main__":
    main()
