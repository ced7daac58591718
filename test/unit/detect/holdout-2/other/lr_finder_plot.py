import torch, matplotlib.pyplot as plt
from torch.optim.lr_scheduler import OneCycleLR, CosineAnnealingLR
p = torch.nn.Parameter(torch.zeros(1))
for S in (lambda o: OneCycleLR(o, 1e-2, total_steps=1000), lambda o: CosineAnnealingLR(o, 1000)):
    opt = torch.optim.SGD([p], lr=1e-3)
    sch = S(opt)
    lrs = []
    for _ in range(1000):
        opt.step(); sch.step()
        lrs.append(sch.get_last_lr()[0])
    plt.plot(lrs)
plt.xlabel('training step'); plt.savefig('schedule.png')
