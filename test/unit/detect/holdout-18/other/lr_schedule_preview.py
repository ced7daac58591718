import matplotlib.pyplot as plt
import torch
from torch.optim.lr_scheduler import CosineAnnealingWarmRestarts, OneCycleLR

m = torch.nn.Linear(1, 1)
opt = torch.optim.SGD(m.parameters(), lr=0.1)
sched = OneCycleLR(opt, max_lr=0.1, total_steps=1000)
lrs = []
for _ in range(1000):
    lrs.append(opt.param_groups[0]["lr"])
    opt.step()
    sched.step()
plt.plot(lrs)
plt.savefig("lr.png")
