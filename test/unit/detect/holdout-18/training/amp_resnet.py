import argparse
import time

import torch
import torch.nn as nn
import torchvision
import torchvision.transforms as T
from torch.utils.data import DataLoader


def get_args():
    p = argparse.ArgumentParser()
    p.add_argument("--data", default="./data")
    p.add_argument("--epochs", type=int, default=30)
    p.add_argument("--batch-size", type=int, default=256)
    p.add_argument("--lr", type=float, default=0.1)
    p.add_argument("--no-amp", dest="amp", action="store_false")
    return p.parse_args()


def run_epoch(model, loader, crit, opt, scaler, dev, amp):
    model.train()
    seen, total = 0, 0.0
    for img, lab in loader:
        img = img.to(dev, non_blocking=True)
        lab = lab.to(dev, non_blocking=True)
        opt.zero_grad(set_to_none=True)
        with torch.autocast(dev.type, enabled=amp):
            out = model(img)
            loss = crit(out, lab)
        scaler.scale(loss).backward()
        scaler.unscale_(opt)
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        scaler.step(opt)
        scaler.update()
        seen += lab.numel()
        total += loss.item() * lab.numel()
    return total / seen


@torch.no_grad()
def validate(model, loader, dev):
    model.eval()
    ok = n = 0
    for img, lab in loader:
        ok += (model(img.to(dev)).argmax(1).cpu() == lab).sum().item()
        n += lab.numel()
    return ok / n


def main():
    args = get_args()
    dev = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    tf = T.Compose([T.RandomCrop(32, 4), T.RandomHorizontalFlip(), T.ToTensor()])
    tr = DataLoader(torchvision.datasets.CIFAR10(args.data, True, tf, download=True), args.batch_size, True, num_workers=4)
    te = DataLoader(torchvision.datasets.CIFAR10(args.data, False, T.ToTensor()), args.batch_size)
    model = torchvision.models.resnet18(num_classes=10).to(dev)
    crit = nn.CrossEntropyLoss(label_smoothing=0.1)
    opt = torch.optim.SGD(model.parameters(), args.lr, momentum=0.9, weight_decay=5e-4, nesterov=True)
    sched = torch.optim.lr_scheduler.CosineAnnealingLR(opt, args.epochs)
    scaler = torch.cuda.amp.GradScaler(enabled=args.amp)
    for epoch in range(args.epochs):
        t = time.time()
        loss = run_epoch(model, tr, crit, opt, scaler, dev, args.amp)
        sched.step()
        print(epoch, loss, validate(model, te, dev), time.time() - t)


if __name__ == "__main__":
    main()
