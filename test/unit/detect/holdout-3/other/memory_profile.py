import torch
from torch.profiler import profile, schedule, tensorboard_trace_handler
from model import GPT
m = GPT(); x = torch.randint(0, 50257, (4, 1024))
with profile(schedule=schedule(wait=1, warmup=1, active=3), on_trace_ready=tensorboard_trace_handler('tb'), profile_memory=True) as prof:
    for _ in range(6):
        m(x).sum().backward()
        prof.step()
