import math
class WarmupCosine:
    def __init__(self, optimizer, warmup, total, base_lr):
        self.optimizer, self.warmup, self.total, self.base_lr = optimizer, warmup, total, base_lr
        self.n = 0
    def step(self):
        self.n += 1
        if self.n < self.warmup:
            lr = self.base_lr * self.n / self.warmup
        else:
            lr = self.base_lr * 0.5 * (1 + math.cos(math.pi * (self.n - self.warmup) / (self.total - self.warmup)))
        for g in self.optimizer.param_groups:
            g['lr'] = lr
        return lr
