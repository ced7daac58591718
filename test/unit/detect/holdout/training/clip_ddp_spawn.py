import torch, torch.multiprocessing as mp, torch.distributed as dist, os
from torch.nn.parallel import DistributedDataParallel as DDP
from clip_model import CLIP, clip_loss
from data import pairs
def worker(rank, world, cfg):
    os.environ['MASTER_ADDR'], os.environ['MASTER_PORT'] = 'localhost', '12355'
    dist.init_process_group('nccl', rank=rank, world_size=world)
    m = DDP(CLIP().to(rank), device_ids=[rank])
    o = torch.optim.AdamW(m.parameters(), cfg['lr'])
    s = torch.cuda.amp.GradScaler()
    for e in range(cfg['epochs']):
        for im, tx in pairs(rank, world, cfg['bs']):
            with torch.cuda.amp.autocast(): l = clip_loss(*m(im, tx))
            s.scale(l).backward(); s.step(o); s.update(); o.zero_grad(set_to_none=True)
if __name__ == '__main__':
    n = torch.cuda.device_count()
    mp.spawn(worker, args=(n, dict(lr=5e-4, epochs=30, bs=256)), nprocs=n)
