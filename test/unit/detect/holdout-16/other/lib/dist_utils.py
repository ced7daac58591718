import functools
import os
import pickle
import random
import time
from datetime import timedelta
import numpy as np
import torch
import torch.distributed as dist


def is_dist():
    return dist.is_available() and dist.is_initialized()


def world_size():
    return dist.get_world_size() if is_dist() else 1


def rank():
    return dist.get_rank() if is_dist() else 0


def rank_zero_only(f):
    @functools.wraps(f)
    def wrapped(*a, **k):
        return f(*a, **k) if rank() == 0 else None
    return wrapped


def init(backend="nccl"):
    if "SLURM_PROCID" in os.environ and "RANK" not in os.environ:
        os.environ.update(RANK=os.environ["SLURM_PROCID"], LOCAL_RANK=os.environ["SLURM_LOCALID"], WORLD_SIZE=os.environ["SLURM_NTASKS"])
        os.environ.setdefault("MASTER_ADDR", os.popen("scontrol show hostname $SLURM_NODELIST | head -1").read().strip())
        os.environ.setdefault("MASTER_PORT", "29511")
    if "RANK" not in os.environ:
        print("not distributed")
        return 0
    local = int(os.environ["LOCAL_RANK"])
    torch.cuda.set_device(local)
    dist.init_process_group(backend, timeout=timedelta(minutes=60))
    dist.barrier(device_ids=[local])
    return local


def all_gather_object(x):
    if world_size() == 1:
        return [x]
    out = [None] * world_size()
    dist.all_gather_object(out, x)
    return out


def reduce_dict(d, average=True):
    if world_size() < 2:
        return d
    with torch.no_grad():
        names = sorted(d)
        v = torch.stack([d[k] for k in names])
        dist.all_reduce(v)
        if average:
            v /= world_size()
    return dict(zip(names, v))


def set_seed(seed):
    seed += rank()
    random.seed(seed)
    np.random.seed(seed)
    torch.manual_seed(seed)


def save_on_master(*a, **k):
    if rank() == 0:
        torch.save(*a, **k)


def average_gradients(model):
    for p in model.parameters():
        if p.grad is not None:
            dist.all_reduce(p.grad)
            p.grad /= world_size()


class Timer:
    def __enter__(self):
        torch.cuda.synchronize()
        self.t = time.perf_counter()
        return self

    def __exit__(self, *e):
        torch.cuda.synchronize()
        self.dt = time.perf_counter() - self.t


def tensor_of(obj):
    return torch.from_numpy(np.frombuffer(pickle.dumps(obj), dtype=np.uint8).copy())
