import torch
import torch.distributed as dist
import torch.multiprocessing as mp
import torch.nn as nn
from torch.nn.parallel import DistributedDataParallel as DDP


def worker(rank, world):
    dist.init_process_group("gloo", rank=rank, world_size=world)
    model = DDP(nn.Linear(10, 10).to(rank), device_ids=[rank])
    loss_fn = nn.MSELoss()
    opt = torch.optim.SGD(model.parameters(), lr=0.001)
    out = model(torch.randn(20, 10).to(rank))
    loss_fn(out, torch.randn(20, 10).to(rank)).backward()
    opt.step()
    dist.destroy_process_group()


if __name__ == "__main__":
    n = torch.cuda.device_count()
    mp.spawn(worker, args=(n,), nprocs=n, join=True)
