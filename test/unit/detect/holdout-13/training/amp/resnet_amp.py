import time

import torch
import torchvision
from torch.cuda.amp import GradScaler, autocast

EPOCHS = 90


def get_loaders(bs=256):
    tf = torchvision.transforms.Compose([torchvision.transforms.RandomResizedCrop(224), torchvision.transforms.ToTensor()])
    ds = torchvision.datasets.ImageFolder("/data/imagenet/train", tf)
    return torch.utils.data.DataLoader(ds, batch_size=bs, shuffle=True, num_workers=12, pin_memory=True)


def run_epoch(net, loader, criterion, opt, scaler, accum=4):
    t0 = time.time()
    for i, (img, lab) in enumerate(loader):
        with autocast():
            loss = criterion(net(img.cuda(non_blocking=True)), lab.cuda(non_blocking=True)) / accum
        scaler.scale(loss).backward()
        if (i + 1) % accum == 0:
            scaler.unscale_(opt)
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            scaler.step(opt)
            scaler.update()
            opt.zero_grad(set_to_none=True)
    return time.time() - t0


def main():
    net = torchvision.models.resnet50().cuda().to(memory_format=torch.channels_last)
    opt = torch.optim.SGD(net.parameters(), 0.1, momentum=0.9, weight_decay=1e-4)
    scaler = GradScaler()
    crit = torch.nn.CrossEntropyLoss(label_smoothing=0.1)
    loader = get_loaders()
    for e in range(EPOCHS):
        print(e, run_epoch(net, loader, crit, opt, scaler))


main()
