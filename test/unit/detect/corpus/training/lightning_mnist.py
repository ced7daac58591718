import os
import torch
import pytorch_lightning as pl
from torch import nn


class LitAutoEncoder(pl.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Linear(784, 784)

    def training_step(self, batch, batch_idx):
        x, _ = batch
        return nn.functional.mse_loss(self.net(x.flatten(1)), x.flatten(1))

    def configure_optimizers(self):
        return torch.optim.Adam(self.parameters(), lr=1e-3)


if __name__ == "__main__":
    from data import MNISTDataModule

    trainer = pl.Trainer(max_epochs=5, accelerator="auto")
    trainer.fit(LitAutoEncoder(), datamodule=MNISTDataModule(batch_size=64))
