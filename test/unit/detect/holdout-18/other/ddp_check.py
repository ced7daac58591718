"""Checks that NCCL works: torchrun --nproc_per_node 8 ddp_check.py"""
import os
import torch
import torch.distributed as dist

dist.init_process_group("nccl")
rank = int(os.environ["LOCAL_RANK"])
torch.cuda.set_device(rank)
t = torch.ones(1 << 28, device="cuda")
for i in range(10):
    dist.all_reduce(t)
torch.cuda.synchronize()
if dist.get_rank() == 0:
    print("ok", dist.get_world_size(), t[0].item())
dist.destroy_process_group()
