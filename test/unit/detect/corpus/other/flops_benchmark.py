import time
import torch
from torch.profiler import profile, schedule
from nets import build

model = build().cuda()
x = torch.randn(32, 3, 224, 224, device="cuda")
with profile(schedule=schedule(wait=1, warmup=1, active=3)) as prof:
    for _ in range(20):
        with torch.no_grad():
            model(x)
        prof.step()
start = time.time()
for _ in range(100):
    model(x)
print((time.time() - start) / 100)
