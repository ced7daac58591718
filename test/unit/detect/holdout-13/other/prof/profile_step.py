import torch
from torch.profiler import ProfilerActivity, profile, record_function, schedule
from torchvision.models import resnet50

m = resnet50().cuda()
x = torch.randn(32, 3, 224, 224, device="cuda")
with profile(activities=[ProfilerActivity.CPU, ProfilerActivity.CUDA], schedule=schedule(wait=1, warmup=2, active=5), record_shapes=True) as prof:
    for _ in range(8):
        with record_function("forward_backward"):
            m(x).sum().backward()
        prof.step()
print(prof.key_averages().table(sort_by="cuda_time_total", row_limit=20))
