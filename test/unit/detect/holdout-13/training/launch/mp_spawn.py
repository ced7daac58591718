import os

import torch
import torch.distributed as dist
import torch.multiprocessing as mp
import torch.nn as nn
from torch.nn.parallel import DistributedDataParallel as DDP

from data import shard


class Worker:
    def __init__(self, rank, world):
        os.environ.setdefault("MASTER_ADDR", "localhost")
        os.environ.setdefault("MASTER_PORT", "12355")
        dist.init_process_group("gloo", rank=rank, world_size=world)
        self.model = DDP(nn.Linear(100, 1))
        self.optim = torch.optim.SGD(self.model.parameters(), lr=0.01)
        self.data = shard(rank, world)

    def _run_batch(self, x, y):
        self.optim.zero_grad()
        out = self.model(x)
        nn.functional.mse_loss(out, y).backward()
        self.optim.step()

    def run(self, epochs):
        for _ in range(epochs):
            for x, y in self.data:
                self._run_batch(x, y)


def entry(rank, world, epochs):
    Worker(rank, world).run(epochs)
    dist.destroy_process_group()


if __name__ == "__main__":
    n = 4
    mp.spawn(entry, args=(n, 50), nprocs=n)
