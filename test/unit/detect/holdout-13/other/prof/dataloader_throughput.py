import time

import torch
from torch.utils.data import DataLoader
from data.dataset import Faces

for workers in (0, 2, 4, 8, 16):
    loader = DataLoader(Faces("faces"), 256, num_workers=workers, pin_memory=True)
    t = time.perf_counter()
    for epoch in range(2):
        for i, (x, y) in enumerate(loader):
            x = x.cuda(non_blocking=True)
            if i == 100:
                break
    torch.cuda.synchronize()
    print(f"workers {workers}: {2 * 100 * 256 / (time.perf_counter() - t):.0f} img/s")
