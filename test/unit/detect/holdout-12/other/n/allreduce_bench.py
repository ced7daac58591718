import os, time
import torch
import torch.distributed as dist

dist.init_process_group("nccl")
torch.cuda.set_device(int(os.environ["LOCAL_RANK"]))
for mb in (1, 16, 256, 1024):
    t = torch.ones(mb << 18, device="cuda")
    for step in range(20):
        dist.all_reduce(t)
    torch.cuda.synchronize()
    t0 = time.time()
    for step in range(50):
        dist.all_reduce(t)
    torch.cuda.synchronize()
    print(mb, (time.time() - t0) / 50)
