import lightning as L
import torch
import torchvision.transforms.v2 as T
from torch.utils.data import DataLoader, random_split
from torchvision.datasets import CIFAR10


class CIFARDataModule(L.LightningDataModule):
    def __init__(self, root="data", batch_size=128, num_workers=4):
        super().__init__()
        self.save_hyperparameters()
        self.train_tf = T.Compose([T.RandomCrop(32, 4), T.RandomHorizontalFlip(), T.ToImage(), T.ToDtype(torch.float32, scale=True)])
        self.eval_tf = T.Compose([T.ToImage(), T.ToDtype(torch.float32, scale=True)])

    def prepare_data(self):
        CIFAR10(self.hparams.root, train=True, download=True)
        CIFAR10(self.hparams.root, train=False, download=True)

    def setup(self, stage):
        if stage == "fit":
            full = CIFAR10(self.hparams.root, train=True, transform=self.train_tf)
            self.train_set, self.val_set = random_split(full, [45000, 5000])
        if stage in ("test", "predict"):
            self.test_set = CIFAR10(self.hparams.root, train=False, transform=self.eval_tf)

    def train_dataloader(self):
        return DataLoader(self.train_set, self.hparams.batch_size, shuffle=True, num_workers=self.hparams.num_workers)

    def val_dataloader(self):
        return DataLoader(self.val_set, self.hparams.batch_size, num_workers=self.hparams.num_workers)


if __name__ == "__main__":
    dm = CIFARDataModule()
    dm.prepare_data()
    dm.setup("fit")
    mean = torch.zeros(3)
    for epoch in range(1):
        for x, _ in dm.train_dataloader():
            mean += x.mean(dim=(0, 2, 3))
    print(mean / len(dm.train_dataloader()))
