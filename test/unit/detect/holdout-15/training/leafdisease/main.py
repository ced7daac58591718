# -*- coding: utf-8 -*-
"""
Cassava leaf disease - final project DL course (team 7)
run: python main.py --arch resnet50 --bs 32
"""
import argparse
import os
import random
import time

import numpy as np
import pandas as pd
import torch
import torch.nn as nn
from PIL import Image
from sklearn.metrics import accuracy_score
from sklearn.model_selection import StratifiedKFold
from torch.utils.data import DataLoader, Dataset
from torchvision import models, transforms

parser = argparse.ArgumentParser()
parser.add_argument('--arch', default='resnet50')
parser.add_argument('--bs', type=int, default=32)
parser.add_argument('--epochs', type=int, default=8)
parser.add_argument('--lr', type=float, default=3e-4)
parser.add_argument('--data', default='../input/cassava-leaf-disease-classification')
parser.add_argument('--fold', type=int, default=0)
parser.add_argument('--debug', action='store_true')
args = parser.parse_args()

SEED = 2021
device = 'cuda' if torch.cuda.is_available() else 'cpu'


def seed_everything(seed):
    random.seed(seed)
    os.environ['PYTHONHASHSEED'] = str(seed)
    np.random.seed(seed)
    torch.manual_seed(seed)
    torch.cuda.manual_seed(seed)
    # torch.backends.cudnn.deterministic = True   # too slow


class CassavaDataset(Dataset):
    def __init__(self, df, root, tfm):
        self.df = df.reset_index(drop=True)
        self.root = root
        self.tfm = tfm

    def __len__(self):
        return len(self.df)

    def __getitem__(self, i):
        row = self.df.iloc[i]
        img = Image.open(os.path.join(self.root, 'train_images', row.image_id)).convert('RGB')
        return self.tfm(img), row.label


def get_tfms(train):
    norm = transforms.Normalize([0.485, 0.456, 0.406], [0.229, 0.224, 0.225])
    if train:
        return transforms.Compose([transforms.RandomResizedCrop(384), transforms.RandomHorizontalFlip(),
                                   transforms.RandomVerticalFlip(), transforms.ToTensor(), norm])
    return transforms.Compose([transforms.Resize(420), transforms.CenterCrop(384), transforms.ToTensor(), norm])


def build():
    net = getattr(models, args.arch)(pretrained=True)
    if hasattr(net, 'fc'):
        net.fc = nn.Linear(net.fc.in_features, 5)
    else:
        net.classifier[-1] = nn.Linear(net.classifier[-1].in_features, 5)
    return net.to(device)


def one_epoch(net, loader, crit, opt=None, scaler=None):
    is_train = opt is not None
    net.train(is_train)
    tot, preds, ys = 0., [], []
    with torch.set_grad_enabled(is_train):
        for x, y in loader:
            x, y = x.to(device), y.to(device)
            with torch.cuda.amp.autocast():
                out = net(x)
                loss = crit(out, y)
            if is_train:
                opt.zero_grad()
                scaler.scale(loss).backward()
                scaler.step(opt)
                scaler.update()
            tot += loss.item() * len(y)
            preds.append(out.argmax(1).cpu().numpy())
            ys.append(y.cpu().numpy())
    return tot / len(loader.dataset), accuracy_score(np.concatenate(ys), np.concatenate(preds))


seed_everything(SEED)
df = pd.read_csv(os.path.join(args.data, 'train.csv'))
if args.debug:
    df = df.sample(500)
folds = list(StratifiedKFold(5, shuffle=True, random_state=SEED).split(df, df.label))
tr, va = folds[args.fold]
train_dl = DataLoader(CassavaDataset(df.iloc[tr], args.data, get_tfms(True)), args.bs, shuffle=True, num_workers=4)
valid_dl = DataLoader(CassavaDataset(df.iloc[va], args.data, get_tfms(False)), args.bs * 2, num_workers=4)

net = build()
crit = nn.CrossEntropyLoss()
opt = torch.optim.AdamW(net.parameters(), lr=args.lr)
sched = torch.optim.lr_scheduler.CosineAnnealingLR(opt, args.epochs)
scaler = torch.cuda.amp.GradScaler()
best = 0
for ep in range(args.epochs):
    t = time.time()
    trl, tra = one_epoch(net, train_dl, crit, opt, scaler)
    vl, va_acc = one_epoch(net, valid_dl, crit)
    sched.step()
    print(f'ep {ep} train {trl:.4f}/{tra:.4f} valid {vl:.4f}/{va_acc:.4f} {time.time()-t:.0f}s')
    if va_acc > best:
        best = va_acc
        torch.save(net.state_dict(), f'{args.arch}_f{args.fold}.pth')
