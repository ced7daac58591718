import os
import torch
import torch.distributed as dist
import torch.nn as nn
from torch.nn.parallel import DistributedDataParallel as DDP
from torch.utils.data import DataLoader, DistributedSampler
from mydata import load_dataset


def main():
    dist.init_process_group("nccl")
    local_rank = int(os.environ["LOCAL_RANK"])
    torch.cuda.set_device(local_rank)
    model = DDP(nn.Linear(10, 10).cuda(), device_ids=[local_rank])
    ds = load_dataset()
    loader = DataLoader(ds, batch_size=64, sampler=DistributedSampler(ds))
    optim = torch.optim.SGD(model.parameters(), lr=0.01)
    for epoch in range(10):
        for x, y in loader:
            optim.zero_grad()
            nn.functional.mse_loss(model(x.cuda()), y.cuda()).backward()
            optim.step()
    dist.destroy_process_group()


if __name__ == "__main__":
    main()
