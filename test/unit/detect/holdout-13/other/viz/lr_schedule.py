import matplotlib.pyplot as plt
import torch
from torch.optim.lr_scheduler import CosineAnnealingWarmRestarts, LinearLR, SequentialLR

opt = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.1)
sched = SequentialLR(opt, [LinearLR(opt, 0.01, total_iters=500), CosineAnnealingWarmRestarts(opt, 2000)], milestones=[500])
lrs = []
for step in range(10_000):
    opt.step()
    lrs.append(sched.get_last_lr()[0])
    sched.step()
plt.plot(lrs)
plt.show()
