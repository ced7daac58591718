import torch
import matplotlib.pyplot as plt
from torch.optim.lr_scheduler import OneCycleLR, CosineAnnealingLR

p = [torch.nn.Parameter(torch.zeros(1))]
opt = torch.optim.SGD(p, lr=0.1)
sched = OneCycleLR(opt, max_lr=1.0, total_steps=1000)
lrs = []
for _ in range(1000):
    lrs.append(sched.get_last_lr()[0])
    opt.step()
    sched.step()
plt.plot(lrs)
plt.savefig("lr.png")
