import numpy as np


class AverageMeter:
    def __init__(self):
        self.sum = self.count = 0

    def update(self, val, n=1):
        self.sum += val * n
        self.count += n

    @property
    def avg(self):
        return self.sum / max(self.count, 1)


def train_accuracy(logits, labels):
    return (np.argmax(logits, 1) == labels).mean()
