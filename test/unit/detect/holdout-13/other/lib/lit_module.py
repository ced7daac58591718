import lightning as L
import torch
from torch import nn
from torchmetrics import Accuracy


class LitResNet(L.LightningModule):
    """Manual optimisation, two optimizers."""

    def __init__(self, g, d, lr=2e-4):
        super().__init__()
        self.automatic_optimization = False
        self.g, self.d, self.lr = g, d, lr
        self.acc = Accuracy("binary")

    def training_step(self, batch, i):
        og, od = self.optimizers()
        x, _ = batch
        z = torch.randn(len(x), 100, device=self.device)
        for _ in range(2):
            ld = self.d(self.g(z).detach()).mean() - self.d(x).mean()
            od.zero_grad()
            self.manual_backward(ld)
            od.step()
        lg = -self.d(self.g(z)).mean()
        og.zero_grad()
        self.manual_backward(lg)
        og.step()

    def configure_optimizers(self):
        return [torch.optim.Adam(self.g.parameters(), self.lr), torch.optim.Adam(self.d.parameters(), self.lr)]
