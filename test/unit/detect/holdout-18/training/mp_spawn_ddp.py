import os
import torch
import torch.distributed as dist
import torch.multiprocessing as mp
import torch.nn as nn
from torch.nn.parallel import DistributedDataParallel as DDP


class Toy(nn.Module):
    def __init__(self):
        super().__init__()
        self.net1 = nn.Linear(10, 10)
        self.net2 = nn.Linear(10, 5)

    def forward(self, x):
        return self.net2(torch.relu(self.net1(x)))


def worker(rank, world_size, steps):
    os.environ["MASTER_ADDR"] = "localhost"
    os.environ["MASTER_PORT"] = "12355"
    dist.init_process_group("gloo", rank=rank, world_size=world_size)
    ddp = DDP(Toy().to(rank), device_ids=[rank])
    opt = torch.optim.SGD(ddp.parameters(), lr=0.001)
    loss_fn = nn.MSELoss()
    for _ in range(steps):
        opt.zero_grad()
        out = ddp(torch.randn(20, 10))
        loss_fn(out, torch.randn(20, 5).to(rank)).backward()
        opt.step()
    dist.destroy_process_group()


if __name__ == "__main__":
    n = torch.cuda.device_count()
    mp.spawn(worker, args=(n, 1000), nprocs=n, join=True)
