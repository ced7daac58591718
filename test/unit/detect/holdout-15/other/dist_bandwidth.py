# all-reduce bandwidth between the nodes. torchrun --nnodes 2 --nproc_per_node 8 dist_bandwidth.py
import os
import time
import torch
import torch.distributed as dist
from torch.nn.parallel import DistributedDataParallel  # noqa: F401


def timed(size_mb, iters=20):
    x = torch.ones(size_mb * 1024 * 1024 // 4, device="cuda")
    for _ in range(5):
        dist.all_reduce(x)
    torch.cuda.synchronize()
    t = time.perf_counter()
    for _ in range(iters):
        dist.all_reduce(x)
    torch.cuda.synchronize()
    dt = (time.perf_counter() - t) / iters
    n = dist.get_world_size()
    return dt, size_mb / 1024 / dt, size_mb / 1024 / dt * 2 * (n - 1) / n


def main():
    dist.init_process_group("nccl")
    torch.cuda.set_device(int(os.environ["LOCAL_RANK"]))
    if dist.get_rank() == 0:
        print(f"{dist.get_world_size()} ranks, NCCL {torch.cuda.nccl.version()}")
        print("   MB      ms   algbw   busbw GB/s")
    for mb in (1, 4, 16, 64, 256, 1024):
        dt, alg, bus = timed(mb)
        if dist.get_rank() == 0:
            print(f"{mb:5d} {dt * 1e3:7.2f} {alg:7.1f} {bus:7.1f}")
    dist.destroy_process_group()


if __name__ == "__main__":
    main()
