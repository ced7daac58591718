from __future__ import division
import numpy as np


class RunningConfusion(object):
    def __init__(self, n_classes, ignore=255):
        self.n, self.ignore = n_classes, ignore
        self.m = np.zeros((n_classes, n_classes), dtype=np.int64)

    def update(self, gt, pred):
        mask = (gt >= 0) & (gt < self.n) & (gt != self.ignore)
        self.m += np.bincount(self.n * gt[mask].astype(int) + pred[mask], minlength=self.n ** 2).reshape(self.n, self.n)

    def scores(self):
        d = np.diag(self.m)
        iou = d / np.maximum(self.m.sum(1) + self.m.sum(0) - d, 1)
        return {"acc": d.sum() / self.m.sum(), "miou": np.nanmean(iou), "iou": iou.tolist(),
                "fwiou": (self.m.sum(1) / self.m.sum() * iou).sum()}

    def reset(self):
        self.m[:] = 0


class AverageMeter(object):
    """Computes and stores the average and current value"""

    def __init__(self, name, fmt=':f'):
        self.name, self.fmt = name, fmt
        self.reset()

    def reset(self):
        self.val = self.avg = self.sum = self.count = 0

    def update(self, val, n=1):
        self.val = val
        self.sum += val * n
        self.count += n
        self.avg = self.sum / self.count

    def __str__(self):
        return ('{name} {val' + self.fmt + '} ({avg' + self.fmt + '})').format(**self.__dict__)


def accuracy(output, target, topk=(1,)):
    _, pred = output.topk(max(topk), 1, True, True)
    correct = pred.t().eq(target.view(1, -1))
    return [correct[:k].reshape(-1).float().sum(0) * 100. / target.size(0) for k in topk]
