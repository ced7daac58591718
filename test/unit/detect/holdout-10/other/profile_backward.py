import torch
from torch.profiler import profile, schedule, ProfilerActivity
from torchvision.models import resnet50

m = resnet50().cuda()
x = torch.randn(32, 3, 224, 224, device="cuda")
with profile(activities=[ProfilerActivity.CUDA], schedule=schedule(wait=1, warmup=1, active=3)) as prof:
    for _ in range(10):
        m(x).sum().backward()
        prof.step()
print(prof.key_averages().table())
