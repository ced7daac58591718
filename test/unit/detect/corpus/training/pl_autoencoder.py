import os
import torch
import pytorch_lightning as pl
from torch import nn
from torch.utils.data import DataLoader, random_split
from torchvision.datasets import MNIST
from torchvision import transforms

class AE(pl.LightningModule):
    def __init__(self):
        super().__init__()
        self.enc = nn.Sequential(nn.Linear(784, 64), nn.ReLU(), nn.Linear(64, 3))
        self.dec = nn.Sequential(nn.Linear(3, 64), nn.ReLU(), nn.Linear(64, 784))

    def training_step(self, batch, i):
        x, _ = batch
        x = x.view(x.size(0), -1)
        loss = nn.functional.mse_loss(self.dec(self.enc(x)), x)
        self.log('train_loss', loss)
        return loss

    def configure_optimizers(self):
        return torch.optim.Adam(self.parameters(), lr=1e-3)

ds = MNIST(os.getcwd(), download=True, transform=transforms.ToTensor())
tr, va = random_split(ds, [55000, 5000])
pl.Trainer(max_epochs=3, accelerator='auto').fit(AE(), DataLoader(tr, batch_size=64), DataLoader(va))
