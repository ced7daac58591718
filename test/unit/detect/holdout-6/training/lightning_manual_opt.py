import torch
from torch import nn
import pytorch_lightning as pl
from torch.utils.data import DataLoader
from torchvision.datasets import MNIST
from torchvision.transforms import ToTensor


class WGAN(pl.LightningModule):
    def __init__(self):
        super().__init__()
        self.automatic_optimization = False
        self.g = nn.Linear(64, 784)
        self.d = nn.Linear(784, 1)

    def training_step(self, batch, batch_idx):
        g_opt, d_opt = self.optimizers()
        x, _ = batch
        fake = self.g(torch.randn(x.size(0), 64, device=self.device))
        d_loss = self.d(fake.detach()).mean() - self.d(x.flatten(1)).mean()
        d_opt.zero_grad()
        self.manual_backward(d_loss)
        d_opt.step()

    def configure_optimizers(self):
        return torch.optim.RMSprop(self.g.parameters(), lr=5e-5), torch.optim.RMSprop(self.d.parameters(), lr=5e-5)


if __name__ == "__main__":
    pl.seed_everything(42)
    dm = DataLoader(MNIST(".", download=True, transform=ToTensor()), batch_size=256, num_workers=4)
    pl.Trainer(max_epochs=20, accelerator="auto").fit(WGAN(), dm)
