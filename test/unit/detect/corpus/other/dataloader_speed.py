import time
from torch.utils.data import DataLoader
from dset import TrainSet
for nw in (0, 2, 4, 8):
    dl = DataLoader(TrainSet(), batch_size=128, num_workers=nw, shuffle=True)
    t = time.time()
    for epoch in range(2):
        for i, (x, y) in enumerate(dl):
            pass
    print(nw, time.time() - t)
