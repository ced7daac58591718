import matplotlib.pyplot as plt
import torch
from transformers import get_cosine_schedule_with_warmup

p = torch.nn.Parameter(torch.zeros(1))
opt = torch.optim.AdamW([p], lr=3e-4)
sched = get_cosine_schedule_with_warmup(opt, 2000, 50000)
lrs = []
for step in range(50000):
    opt.step()
    sched.step()
    lrs.append(sched.get_last_lr()[0])
plt.plot(lrs)
plt.savefig("schedule.png")
