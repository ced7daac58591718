import torch
from torch.profiler import ProfilerActivity, profile, record_function, schedule
from torchvision.models import resnet50

model = resnet50().cuda()
inp = torch.randn(32, 3, 224, 224, device="cuda")
with profile(activities=[ProfilerActivity.CPU, ProfilerActivity.CUDA], record_shapes=True,
             schedule=schedule(wait=1, warmup=1, active=3)) as prof:
    for _ in range(5):
        with record_function("forward"):
            out = model(inp)
        with record_function("backward"):
            out.sum().backward()
        prof.step()
print(prof.key_averages().table(sort_by="cuda_time_total", row_limit=10))
