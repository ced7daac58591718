import lightning as L
import torch
from torch import nn
from torchvision.datasets import MNIST
from torchvision.transforms import ToTensor


class LitAE(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.enc = nn.Linear(784, 3)
        self.dec = nn.Linear(3, 784)

    def training_step(self, batch, batch_idx):
        x, _ = batch
        x = x.view(x.size(0), -1)
        loss = nn.functional.mse_loss(self.dec(self.enc(x)), x)
        self.log("train_loss", loss)
        return loss

    def configure_optimizers(self):
        return torch.optim.Adam(self.parameters(), lr=1e-3)


def cli_main():
    L.seed_everything(1)
    loader = torch.utils.data.DataLoader(MNIST(".", download=True, transform=ToTensor()), 64)
    trainer = L.Trainer(max_epochs=3, accelerator="gpu", devices=2, strategy="ddp")
    trainer.fit(model=LitAE(), train_dataloaders=loader)


if __name__ == "__main__":
    cli_main()
