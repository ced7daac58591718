from pathlib import Path
from typing import Optional

import albumentations as A
import numpy as np
import pytorch_lightning as pl
import rasterio
import torch
from albumentations.pytorch import ToTensorV2
from torch.utils.data import DataLoader, Dataset, WeightedRandomSampler


class Tiles(Dataset):
    def __init__(self, files, tf):
        self.files, self.tf = files, tf

    def __len__(self):
        return len(self.files)

    def __getitem__(self, i):
        with rasterio.open(self.files[i]) as s:
            x = s.read().transpose(1, 2, 0).astype("float32") / 10000
        y = np.load(str(self.files[i]).replace("s2", "mask").replace(".tif", ".npy"))
        out = self.tf(image=x, mask=y)
        return out["image"], out["mask"].long()


class FloodData(pl.LightningDataModule):
    def __init__(self, root: str, batch_size: int = 16, num_workers: int = 4, crop: int = 256):
        super().__init__()
        self.save_hyperparameters()

    def setup(self, stage: Optional[str] = None):
        files = sorted(Path(self.hparams.root, "s2").glob("*.tif"))
        rng = np.random.default_rng(0)
        rng.shuffle(files)
        n = len(files)
        aug = A.Compose([A.RandomCrop(self.hparams.crop, self.hparams.crop), A.D4(), A.RandomBrightnessContrast(), ToTensorV2()])
        plain = A.Compose([A.CenterCrop(self.hparams.crop, self.hparams.crop), ToTensorV2()])
        if stage in (None, "fit"):
            self.train, self.val = Tiles(files[: int(.8 * n)], aug), Tiles(files[int(.8 * n): int(.9 * n)], plain)
        self.test = Tiles(files[int(.9 * n):], plain)

    def train_dataloader(self):
        return DataLoader(self.train, self.hparams.batch_size, shuffle=True, num_workers=self.hparams.num_workers, drop_last=True)

    def val_dataloader(self):
        return DataLoader(self.val, self.hparams.batch_size, num_workers=self.hparams.num_workers)

    def test_dataloader(self):
        return DataLoader(self.test, self.hparams.batch_size)


if __name__ == "__main__":
    dm = FloodData("data/sen1floods11")
    dm.setup("fit")
    for x, y in dm.train_dataloader():
        print(x.shape, y.shape, y.float().mean())
        break
