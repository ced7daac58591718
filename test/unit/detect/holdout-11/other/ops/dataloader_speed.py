import time
from torch.utils.data import DataLoader
from tqdm import tqdm
from dataset import TrainSet

for workers in (0, 2, 4, 8, 16):
    train_loader = DataLoader(TrainSet("data/train"), batch_size=256, shuffle=True, num_workers=workers, pin_memory=True)
    for epoch in range(2):
        t = time.time()
        for batch in tqdm(train_loader):
            batch[0].cuda(non_blocking=True)
        print(workers, epoch, time.time() - t)
