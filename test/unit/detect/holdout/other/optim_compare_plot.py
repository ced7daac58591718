import matplotlib.pyplot as plt, torch
from torch.optim.lr_scheduler import OneCycleLR, CosineAnnealingLR
p = torch.nn.Parameter(torch.zeros(1))
for S, k in ((OneCycleLR, dict(max_lr=.1, total_steps=100)), (CosineAnnealingLR, dict(T_max=100))):
    o = torch.optim.SGD([p], .1); s = S(o, **k); ys = []
    for _ in range(100): o.step(); s.step(); ys.append(o.param_groups[0]['lr'])
    plt.plot(ys)
plt.savefig('lr.png')
