import torch
from torch.profiler import profile, ProfilerActivity
from model import Net

net = Net().cuda()
x = torch.randn(16, 3, 224, 224).cuda()
with profile(activities=[ProfilerActivity.CPU, ProfilerActivity.CUDA], record_shapes=True) as prof:
    loss = net(x).sum()
    loss.backward()
print(prof.key_averages().table(sort_by="cuda_time_total", row_limit=10))
