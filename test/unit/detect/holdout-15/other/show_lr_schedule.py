import matplotlib.pyplot as plt
import torch
from torch.optim.lr_scheduler import CosineAnnealingLR, CosineAnnealingWarmRestarts, LambdaLR, OneCycleLR, SequentialLR

EPOCHS, STEPS = 30, 200


def trace(make):
    p = torch.nn.Parameter(torch.zeros(1))
    opt = torch.optim.SGD([p], lr=0.1)
    sch = make(opt)
    lrs = []
    for epoch in range(EPOCHS):
        for _ in range(STEPS):
            lrs.append(opt.param_groups[0]["lr"])
            opt.step()
            sch.step()
    return lrs


schedules = {
    "cosine": lambda o: CosineAnnealingLR(o, EPOCHS * STEPS),
    "restarts": lambda o: CosineAnnealingWarmRestarts(o, 5 * STEPS, 2),
    "onecycle": lambda o: OneCycleLR(o, 0.1, EPOCHS * STEPS),
    "warmup+cosine": lambda o: SequentialLR(o, [LambdaLR(o, lambda s: s / 500), CosineAnnealingLR(o, EPOCHS * STEPS - 500)], [500]),
}
for name, make in schedules.items():
    plt.plot(trace(make), label=name)
plt.legend()
plt.xlabel("step")
plt.ylabel("learning rate")
plt.savefig("lr.png")
