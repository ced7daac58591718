import math
from torch.optim.lr_scheduler import LambdaLR
def cosine_with_warmup(optimizer, warmup, total):
    def f(s):
        if s < warmup: return s / max(1, warmup)
        return .5 * (1 + math.cos(math.pi * (s - warmup) / (total - warmup)))
    return LambdaLR(optimizer, f)
