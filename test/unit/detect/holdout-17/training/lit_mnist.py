import lightning as L, torch, torch.nn.functional as F
from torch import nn
from torchvision.datasets import MNIST
from torchvision.transforms import ToTensor

class Lit(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.l = nn.Linear(784, 10)
    def training_step(self, batch, idx):
        x, y = batch
        return F.cross_entropy(self.l(x.flatten(1)), y)
    def configure_optimizers(self):
        return torch.optim.Adam(self.parameters(), lr=1e-3)

dl = torch.utils.data.DataLoader(MNIST('.', download=True, transform=ToTensor()), batch_size=128)
L.Trainer(max_epochs=3, accelerator='auto', devices=1).fit(Lit(), dl)
