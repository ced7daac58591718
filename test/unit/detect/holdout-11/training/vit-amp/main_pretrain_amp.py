"""Train ViT-S on ImageNet-100 with mixed precision."""
import argparse
import time
from pathlib import Path

import timm
import torch
import torch.nn.functional as F
from torch.utils.data import DataLoader
from torchvision import datasets, transforms as T


def get_args():
    p = argparse.ArgumentParser()
    p.add_argument("--data", type=Path, required=True)
    p.add_argument("--epochs", type=int, default=100)
    p.add_argument("--bs", type=int, default=256)
    p.add_argument("--lr", type=float, default=1e-3)
    p.add_argument("--accum", type=int, default=4)
    return p.parse_args()


def one_epoch(net, dl, opt, scaler, accum, dev):
    net.train()
    t0 = time.perf_counter()
    for i, (x, y) in enumerate(dl):
        x, y = x.to(dev, non_blocking=True), y.to(dev, non_blocking=True)
        with torch.autocast("cuda", dtype=torch.float16):
            loss = F.cross_entropy(net(x), y, label_smoothing=0.1) / accum
        scaler.scale(loss).backward()
        if (i + 1) % accum == 0:
            scaler.unscale_(opt)
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            scaler.step(opt)
            scaler.update()
            opt.zero_grad(set_to_none=True)
    return time.perf_counter() - t0


def main():
    a = get_args()
    dev = torch.device("cuda")
    tf = T.Compose([T.RandomResizedCrop(224), T.ToTensor()])
    dl = DataLoader(datasets.ImageFolder(a.data / "train", tf), a.bs, shuffle=True, num_workers=8)
    net = torch.compile(timm.create_model("vit_small_patch16_224", num_classes=100).to(dev))
    opt = torch.optim.AdamW(net.parameters(), lr=a.lr, weight_decay=0.05)
    scaler = torch.amp.GradScaler("cuda")
    for ep in range(a.epochs):
        print(ep, one_epoch(net, dl, opt, scaler, a.accum, dev))
        torch.save(net.state_dict(), f"vit_{ep}.pt")


if __name__ == "__main__":
    main()
