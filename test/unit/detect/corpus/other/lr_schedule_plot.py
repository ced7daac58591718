import torch
from torch.optim.lr_scheduler import CosineAnnealingLR

opt = torch.optim.SGD([torch.zeros(1)], lr=0.1)
scheduler = CosineAnnealingLR(opt, T_max=100)
lrs = []
for _ in range(100):
    scheduler.step()
    lrs.append(scheduler.get_last_lr()[0])
print(lrs)
