import lightning as L
from torch.utils.data import DataLoader, random_split
from torchvision.datasets import MNIST
from torchvision import transforms


class MNISTDataModule(L.LightningDataModule):
    def __init__(self, root="data", batch_size=64):
        super().__init__()
        self.root, self.batch_size = root, batch_size

    def setup(self, stage):
        full = MNIST(self.root, train=True, transform=transforms.ToTensor(), download=True)
        self.train_set, self.val_set = random_split(full, [55000, 5000])

    def train_dataloader(self):
        return DataLoader(self.train_set, self.batch_size, shuffle=True)


if __name__ == "__main__":
    dm = MNISTDataModule()
    dm.setup("fit")
    for x, y in dm.train_dataloader():
        print(x.shape, y.shape)
        break
