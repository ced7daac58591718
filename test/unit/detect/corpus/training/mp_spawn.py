import torch, torch.distributed as dist, torch.multiprocessing as mp
from torch.distributed.fsdp import FullyShardedDataParallel as FSDP

def worker(rank, world_size):
    dist.init_process_group('gloo', rank=rank, world_size=world_size)
    model = FSDP(torch.nn.Linear(8, 8))
    opt = torch.optim.AdamW(model.parameters())
    for _ in range(100):
        out = model(torch.randn(4, 8)).sum()
        out.backward()
        opt.step()
        opt.zero_grad()

if __name__ == '__main__':
    mp.spawn(worker, args=(2,), nprocs=2)
