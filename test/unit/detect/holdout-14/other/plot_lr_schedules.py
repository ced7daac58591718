import matplotlib.pyplot as plt
import torch
from torch.optim import SGD
from torch.optim.lr_scheduler import CosineAnnealingWarmRestarts, LinearLR, OneCycleLR, SequentialLR, CosineAnnealingLR
from transformers import get_linear_schedule_with_warmup

EPOCHS, STEPS = 30, 100


def trace(make):
    optimizer = SGD(torch.nn.Linear(1, 1).parameters(), lr=0.1, momentum=0.9)
    scheduler = make(optimizer)
    lrs = []
    for epoch in range(EPOCHS):
        for step in range(STEPS):
            lrs.append(optimizer.param_groups[0]["lr"])
            optimizer.step()
            scheduler.step()
    return lrs


schedules = {
    "onecycle": lambda o: OneCycleLR(o, 0.1, total_steps=EPOCHS * STEPS + 1),
    "restarts": lambda o: CosineAnnealingWarmRestarts(o, 500, 2),
    "warmup + cosine": lambda o: SequentialLR(o, [LinearLR(o, 0.01, total_iters=300), CosineAnnealingLR(o, 2700)], [300]),
    "linear": lambda o: get_linear_schedule_with_warmup(o, 300, EPOCHS * STEPS),
}
for name, make in schedules.items():
    plt.plot(trace(make), label=name)
plt.legend()
plt.xlabel("step")
plt.savefig("schedules.svg")
