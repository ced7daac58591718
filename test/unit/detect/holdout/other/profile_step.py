import torch
from torch.profiler import profile, schedule
from gpt import GPT
m = GPT().cuda(); x = torch.randint(0, 100, (4, 128)).cuda()
with profile(schedule=schedule(wait=1, warmup=1, active=3)) as prof:
    for _ in range(6):
        m(x).mean().backward()
        prof.step()
print(prof.key_averages().table())
