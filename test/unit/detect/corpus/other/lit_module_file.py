import torch
import lightning as L
import torch.nn.functional as F

class LitGAN(L.LightningModule):
    def __init__(self, g, d, lr=2e-4):
        super().__init__()
        self.automatic_optimization = False
        self.g, self.d, self.lr = g, d, lr

    def training_step(self, batch, idx):
        og, od = self.optimizers()
        z = torch.randn(batch.size(0), 100, device=self.device)
        gl = -self.d(self.g(z)).mean()
        og.zero_grad()
        self.manual_backward(gl)
        og.step()
        dl = F.relu(1 - self.d(batch)).mean() + F.relu(1 + self.d(self.g(z).detach())).mean()
        od.zero_grad()
        self.manual_backward(dl)
        od.step()

    def configure_optimizers(self):
        return torch.optim.Adam(self.g.parameters(), self.lr), torch.optim.Adam(self.d.parameters(), self.lr)
