import torch.multiprocessing as mp
from trainer import train_worker
from options import opts

if __name__ == '__main__':
    n = opts.gpus
    mp.spawn(train_worker, nprocs=n, args=(n, opts))
