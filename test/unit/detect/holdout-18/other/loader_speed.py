import time
from torch.utils.data import DataLoader
from dataset import FolderDataset
import multiprocessing as mp

if __name__ == "__main__":
    ds = FolderDataset("/data/train")
    for workers in range(0, mp.cpu_count(), 2):
        loader = DataLoader(ds, batch_size=64, num_workers=workers, pin_memory=True, shuffle=True)
        start = time.time()
        for epoch in range(1, 3):
            for i, batch in enumerate(loader, 0):
                pass
        print(f"num_workers={workers}: {time.time() - start:.2f}s")
