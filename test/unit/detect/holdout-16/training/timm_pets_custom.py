import argparse
import logging
import math
import pathlib
import sys
import timm
import torch
from timm.data import Mixup, create_dataset, create_loader, resolve_data_config
from timm.loss import LabelSmoothingCrossEntropy, SoftTargetCrossEntropy
from timm.optim import create_optimizer_v2
from timm.scheduler import CosineLRScheduler
from timm.utils import AverageMeter, ModelEmaV2, NativeScaler, accuracy, setup_default_logging

_log = logging.getLogger("train")


def validate(model, loader):
    top1 = AverageMeter()
    model.eval()
    with torch.no_grad():
        for x, y in loader:
            a, = accuracy(model(x), y, topk=(1,))
            top1.update(a.item(), x.size(0))
    return top1.avg


def train_epoch(epoch, model, loader, opt, loss_fn, scaler, sched, ema, mixup, clip):
    model.train()
    m = AverageMeter()
    for i, (x, y) in enumerate(loader):
        if mixup:
            x, y = mixup(x, y)
        with torch.autocast("cuda"):
            loss = loss_fn(model(x), y)
        if not math.isfinite(loss.item()):
            _log.error("loss is %s", loss.item())
            sys.exit(1)
        opt.zero_grad()
        scaler(loss, opt, clip_grad=clip, parameters=model.parameters())
        ema.update(model)
        m.update(loss.item(), x.size(0))
        sched.step_update(epoch * len(loader) + i, metric=m.avg)
    return m.avg


def run():
    p = argparse.ArgumentParser()
    p.add_argument("data", type=pathlib.Path)
    p.add_argument("--model", default="tiny_vit_11m_224.dist_in22k_ft_in1k")
    p.add_argument("-b", "--batch-size", type=int, default=64)
    p.add_argument("--epochs", type=int, default=30)
    p.add_argument("--lr", type=float, default=2e-4)
    p.add_argument("--mixup", type=float, default=0.8)
    p.add_argument("--clip-grad", type=float, default=1.0)
    a = p.parse_args()
    setup_default_logging()
    model = timm.create_model(a.model, pretrained=True, num_classes=37, drop_path_rate=0.1).cuda()
    cfg = resolve_data_config({}, model=model)
    tr = create_loader(create_dataset("", a.data, split="train", is_training=True), cfg["input_size"], a.batch_size, is_training=True,
                       mean=cfg["mean"], std=cfg["std"], auto_augment="rand-m7-mstd0.5")
    va = create_loader(create_dataset("", a.data, split="validation"), cfg["input_size"], a.batch_size * 2, mean=cfg["mean"], std=cfg["std"])
    opt = create_optimizer_v2(model, "adamw", a.lr, 0.05, layer_decay=0.8)
    sched = CosineLRScheduler(opt, a.epochs, warmup_t=3, warmup_lr_init=1e-6)
    mixup = Mixup(a.mixup, num_classes=37) if a.mixup else None
    loss_fn = SoftTargetCrossEntropy() if mixup else LabelSmoothingCrossEntropy(0.1)
    ema, best = ModelEmaV2(model, 0.9998), 0
    for e in range(a.epochs):
        l = train_epoch(e, model, tr, opt, loss_fn, NativeScaler(), sched, ema, mixup, a.clip_grad)
        sched.step(e + 1)
        acc = validate(ema.module, va)
        best = max(best, acc)
        _log.info("%d loss %.3f ema %.2f best %.2f", e, l, acc, best)
    torch.save(ema.module.state_dict(), "pets.pth")


if __name__ == "__main__":
    run()
