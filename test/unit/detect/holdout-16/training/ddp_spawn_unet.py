import argparse
import os
import sys
import time

import torch
import torch.distributed as dist
import torch.multiprocessing as mp
from torch.nn.parallel import DistributedDataParallel as DDP
from torch.optim import RMSprop
from torch.utils.data import DataLoader, random_split
from torch.utils.data.distributed import DistributedSampler

sys.path.insert(0, os.path.join(os.path.dirname(__file__), '..'))
from unet import UNet
from utils.data_loading import CarvanaDataset
from utils.dice_score import dice_loss
from evaluate import evaluate


def setup(rank, world_size, port):
    os.environ['MASTER_ADDR'] = 'localhost'
    os.environ['MASTER_PORT'] = str(port)
    dist.init_process_group('nccl', rank=rank, world_size=world_size)
    torch.cuda.set_device(rank)


def worker(rank, world, args):
    setup(rank, world, args.port)
    full = CarvanaDataset(args.imgs, args.masks, args.scale)
    n_val = int(len(full) * args.val / 100)
    train_set, val_set = random_split(full, [len(full) - n_val, n_val], torch.Generator().manual_seed(0))
    sampler = DistributedSampler(train_set, world, rank)
    train_loader = DataLoader(train_set, args.batch, sampler=sampler, num_workers=4, pin_memory=True)
    val_loader = DataLoader(val_set, args.batch, drop_last=True, num_workers=2)

    model = UNet(3, 2, bilinear=args.bilinear).to(memory_format=torch.channels_last).cuda(rank)
    if args.load:
        model.load_state_dict(torch.load(args.load, map_location=f'cuda:{rank}'))
    model = DDP(torch.nn.SyncBatchNorm.convert_sync_batchnorm(model), device_ids=[rank])
    optimizer = RMSprop(model.parameters(), lr=args.lr, weight_decay=1e-8, momentum=0.999, foreach=True)
    plateau = torch.optim.lr_scheduler.ReduceLROnPlateau(optimizer, 'max', patience=5)
    scaler = torch.cuda.amp.GradScaler(enabled=args.amp)
    ce = torch.nn.CrossEntropyLoss()
    try:
        for epoch in range(args.epochs):
            sampler.set_epoch(epoch)
            model.train()
            t = time.time()
            running = 0
            for batch in train_loader:
                x, y = batch['image'].cuda(rank, non_blocking=True), batch['mask'].cuda(rank, non_blocking=True).long()
                with torch.autocast('cuda', enabled=args.amp):
                    p = model(x)
                    loss = ce(p, y) + dice_loss(p.softmax(1).float(), torch.nn.functional.one_hot(y, 2).permute(0, 3, 1, 2).float(),
                                                multiclass=True)
                optimizer.zero_grad(set_to_none=True)
                scaler.scale(loss).backward()
                scaler.unscale_(optimizer)
                torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
                scaler.step(optimizer)
                scaler.update()
                running += loss.item()
            if rank == 0:
                dice = evaluate(model.module, val_loader, torch.device(rank), args.amp)
                plateau.step(dice)
                print(f'{epoch}: loss {running / len(train_loader):.4f} dice {dice:.4f} {time.time() - t:.0f}s')
                torch.save(model.module.state_dict(), f'checkpoints/e{epoch}.pth')
            dist.barrier()
    finally:
        dist.destroy_process_group()


if __name__ == '__main__':
    ap = argparse.ArgumentParser()
    ap.add_argument('--imgs', default='data/imgs')
    ap.add_argument('--masks', default='data/masks')
    ap.add_argument('--epochs', '-e', type=int, default=5)
    ap.add_argument('--batch', '-b', type=int, default=1)
    ap.add_argument('--lr', '-l', type=float, default=1e-5)
    ap.add_argument('--load', '-f')
    ap.add_argument('--scale', '-s', type=float, default=0.5)
    ap.add_argument('--val', '-v', type=float, default=10.0)
    ap.add_argument('--amp', action='store_true')
    ap.add_argument('--bilinear', action='store_true')
    ap.add_argument('--port', type=int, default=12355)
    a = ap.parse_args()
    n = torch.cuda.device_count()
    mp.spawn(worker, args=(n, a), nprocs=n, join=True)
