import pytorch_lightning as pl
import torch
import torch.nn.functional as F
from torchmetrics import Accuracy


class System(pl.LightningModule):
    def __init__(self, net, lr=1e-3):
        super().__init__()
        self.save_hyperparameters(ignore="net")
        self.net = net
        self.acc = Accuracy("multiclass", num_classes=10)
        self.automatic_optimization = False

    def training_step(self, batch, i):
        opt = self.optimizers()
        x, y = batch
        loss = F.cross_entropy(self.net(x), y)
        opt.zero_grad()
        self.manual_backward(loss)
        opt.step()
        self.log("loss", loss)

    def validation_step(self, batch, i):
        x, y = batch
        self.acc(self.net(x), y)
        self.log("acc", self.acc)

    def configure_optimizers(self):
        return torch.optim.Adam(self.parameters(), self.hparams.lr)
