import argparse, time
import timm
import torch
from timm.data import create_dataset, create_loader, Mixup
from timm.loss import SoftTargetCrossEntropy
from timm.optim import create_optimizer_v2
from timm.scheduler import create_scheduler_v2
from timm.utils import NativeScaler, ModelEmaV3

p = argparse.ArgumentParser()
p.add_argument('data'); p.add_argument('--model', default='resnet50')
p.add_argument('-b', '--batch-size', type=int, default=128)
p.add_argument('--epochs', type=int, default=300); p.add_argument('--lr', type=float, default=.5)

def train_one_epoch(epoch, model, loader, optimizer, loss_fn, scaler, ema):
    model.train()
    for i, (x, y) in enumerate(loader):
        with torch.autocast('cuda'):
            loss = loss_fn(model(x), y)
        optimizer.zero_grad()
        scaler(loss, optimizer, clip_grad=1.0, parameters=model.parameters())
        ema.update(model)

def main():
    a = p.parse_args()
    model = timm.create_model(a.model).cuda()
    opt = create_optimizer_v2(model, 'lamb', lr=a.lr)
    sched, n = create_scheduler_v2(opt, num_epochs=a.epochs)
    loader = create_loader(create_dataset('', a.data), (3, 224, 224), a.batch_size, is_training=True)
    for e in range(n):
        train_one_epoch(e, model, loader, opt, SoftTargetCrossEntropy(), NativeScaler(), ModelEmaV3(model))
        sched.step(e + 1)

if __name__ == '__main__':
    main()
