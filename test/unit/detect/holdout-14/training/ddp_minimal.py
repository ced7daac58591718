import os
import torch
import torch.distributed as dist
import torch.multiprocessing as mp
from torch.nn.parallel import DistributedDataParallel as DDP
from torch.utils.data import DataLoader, DistributedSampler
from net import Net
from dataset import Corpus


def worker(rank, world):
    os.environ.update(MASTER_ADDR="localhost", MASTER_PORT="12355")
    dist.init_process_group("nccl", rank=rank, world_size=world)
    torch.cuda.set_device(rank)
    model = DDP(Net().cuda(rank), device_ids=[rank])
    ds = Corpus("train.bin")
    sampler = DistributedSampler(ds)
    opt = torch.optim.AdamW(model.parameters(), lr=3e-4 * world)
    for epoch in range(4):
        sampler.set_epoch(epoch)
        for x, y in DataLoader(ds, 64, sampler=sampler):
            loss = torch.nn.functional.cross_entropy(model(x.cuda(rank)), y.cuda(rank))
            loss.backward()
            opt.step()
            opt.zero_grad()
        if rank == 0:
            print(epoch, loss.item())
    dist.destroy_process_group()


if __name__ == "__main__":
    n = torch.cuda.device_count()
    mp.spawn(worker, args=(n,), nprocs=n)
