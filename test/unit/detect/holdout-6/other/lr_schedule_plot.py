import torch
import matplotlib.pyplot as plt
from transformers import get_cosine_schedule_with_warmup

opt = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=1e-3)
sched = get_cosine_schedule_with_warmup(opt, 100, 1000)
lrs = []
for _ in range(1000):
    opt.step()
    sched.step()
    lrs.append(sched.get_last_lr()[0])
plt.plot(lrs)
plt.savefig("lr.png")
