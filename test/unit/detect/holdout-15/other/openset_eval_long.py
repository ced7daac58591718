# -*- coding: utf-8 -*-
"""
Open-set / OOD evaluation of the trained classifiers.

We report AUROC, FPR@95 for MSP, energy, ODIN and Mahalanobis.
ODIN perturbs the inputs with the gradient of the loss (no weights change).
"""
import argparse
import collections
import csv
import os

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
from sklearn.metrics import auc, roc_auc_score, roc_curve
from torch.utils.data import DataLoader
from torchvision import datasets, transforms

from networks.wrn import WideResNet
from utils.log import get_logger

parser = argparse.ArgumentParser()
parser.add_argument('--ckpt_dir', default='snapshots')
parser.add_argument('--method', default='all', choices=['all', 'msp', 'energy', 'odin', 'maha'])
parser.add_argument('--id', default='cifar10', choices=['cifar10', 'cifar100'])
parser.add_argument('--ood', nargs='+', default=['svhn', 'dtd', 'lsun'])
parser.add_argument('--epochs', type=int, default=100, help='epoch of the snapshot to load')
parser.add_argument('--T', type=float, default=1000.)
parser.add_argument('--eps', type=float, default=0.0014)
parser.add_argument('--bs', type=int, default=200)
args = parser.parse_args()
logger = get_logger('ood')

MEAN, STD = [x / 255 for x in [125.3, 123.0, 113.9]], [x / 255 for x in [63.0, 62.1, 66.7]]
tf = transforms.Compose([transforms.Resize(32), transforms.CenterCrop(32), transforms.ToTensor(), transforms.Normalize(MEAN, STD)])


def loader(name, train=False):
    if name.startswith('cifar'):
        cls = datasets.CIFAR10 if name == 'cifar10' else datasets.CIFAR100
        ds = cls('data', train=train, transform=tf)
    elif name == 'svhn':
        ds = datasets.SVHN('data/svhn', split='test', transform=tf)
    else:
        ds = datasets.ImageFolder(os.path.join('data', name), transform=tf)
    return DataLoader(ds, args.bs, num_workers=4)


def load_net(n):
    net = WideResNet(40, n, 2, dropRate=0.3).cuda()
    path = os.path.join(args.ckpt_dir, f'{args.id}_wrn_baseline_epoch_{args.epochs - 1}.pt')
    net.load_state_dict(torch.load(path))
    net.eval()
    return net


def msp(net, x):
    with torch.no_grad():
        return F.softmax(net(x), 1).max(1)[0]


def energy(net, x):
    with torch.no_grad():
        return torch.logsumexp(net(x), 1)


def odin(net, x):
    x = x.clone().requires_grad_(True)
    out = net(x) / args.T
    loss = nn.CrossEntropyLoss()(out, out.argmax(1))
    loss.backward()
    g = (x.grad > 0).float() * 2 - 1
    for c in range(3):
        g[:, c] /= STD[c]
    with torch.no_grad():
        return F.softmax(net(x - args.eps * g) / args.T, 1).max(1)[0]


class Mahalanobis:
    def __init__(self, net, data, n):
        feats = collections.defaultdict(list)
        with torch.no_grad():
            for x, y in data:
                f = net.features(x.cuda())
                for v, l in zip(f, y):
                    feats[int(l)].append(v)
        self.mean = torch.stack([torch.stack(feats[c]).mean(0) for c in range(n)])
        z = torch.cat([torch.stack(feats[c]) - self.mean[c] for c in range(n)])
        self.prec = torch.linalg.pinv(z.T @ z / len(z))

    def __call__(self, net, x):
        with torch.no_grad():
            d = net.features(x)[:, None] - self.mean
            return -(d @ self.prec * d).sum(-1).min(1)[0]


def report(pos, neg):
    y = np.r_[np.ones_like(pos), np.zeros_like(neg)]
    s = np.r_[pos, neg]
    fpr, tpr, _ = roc_curve(y, s)
    return roc_auc_score(y, s), fpr[np.argmax(tpr >= .95)], auc(fpr, tpr)


n = 10 if args.id == 'cifar10' else 100
net = load_net(n)
scorers = {'msp': msp, 'energy': energy, 'odin': odin}
if args.method in ('all', 'maha'):
    scorers['maha'] = Mahalanobis(net, loader(args.id, train=True), n)
if args.method != 'all':
    scorers = {args.method: scorers[args.method]}
rows = []
for name, s in scorers.items():
    ind = np.concatenate([s(net, x.cuda()).detach().cpu().numpy() for x, _ in loader(args.id)])
    for o in args.ood:
        out = np.concatenate([s(net, x.cuda()).detach().cpu().numpy() for x, _ in loader(o)])
        a, f95, _ = report(ind, out)
        logger.info('%s %s auroc %.2f fpr95 %.2f', name, o, 100 * a, 100 * f95)
        rows.append([name, o, a, f95])
with open('ood.csv', 'w') as f:
    csv.writer(f).writerows(rows)
