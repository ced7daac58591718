import pytorch_lightning as pl
import torch
from absl import app, flags
from torch import nn
from torch.utils.data import DataLoader, random_split
from torchvision.datasets import MNIST
from torchvision.transforms import ToTensor

FLAGS = flags.FLAGS
flags.DEFINE_integer("max_epochs", 5, "epochs")
flags.DEFINE_integer("batch_size", 128, "batch")


class LitAE(pl.LightningModule):
    def __init__(self):
        super().__init__()
        self.encoder = nn.Sequential(nn.Linear(784, 64), nn.ReLU(), nn.Linear(64, 3))
        self.decoder = nn.Sequential(nn.Linear(3, 64), nn.ReLU(), nn.Linear(64, 784))

    def training_step(self, batch, _):
        x = batch[0].view(batch[0].size(0), -1)
        loss = nn.functional.mse_loss(self.decoder(self.encoder(x)), x)
        self.log("train_loss", loss)
        return loss

    def configure_optimizers(self):
        return torch.optim.Adam(self.parameters(), lr=1e-3)


def main(_):
    train, _ = random_split(MNIST(".", download=True, transform=ToTensor()), [55000, 5000])
    pl.Trainer(max_epochs=FLAGS.max_epochs, accelerator="auto").fit(LitAE(), DataLoader(train, FLAGS.batch_size))


if __name__ == "__main__":
    app.run(main)
