class AverageMeter:
    def __init__(self): self.reset()
    def reset(self): self.sum = self.n = 0
    def update(self, v, n=1): self.sum += v * n; self.n += n
    @property
    def avg(self): return self.sum / max(1, self.n)
def adjust_learning_rate(optimizer, epoch, lr):
    for g in optimizer.param_groups: g['lr'] = lr * .1 ** (epoch // 30)
