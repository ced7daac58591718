import torch
import pytorch_lightning as pl


class LitClassifier(pl.LightningModule):
    """Train with `trainer.fit(LitClassifier())`."""

    def __init__(self, backbone, lr=1e-3):
        super().__init__()
        self.save_hyperparameters()
        self.automatic_optimization = False

    def training_step(self, batch, batch_idx):
        opt = self.optimizers()
        loss = self.backbone(batch).mean()
        opt.zero_grad()
        self.manual_backward(loss)
        opt.step()
        return loss

    def configure_optimizers(self):
        return torch.optim.Adam(self.parameters(), lr=self.hparams.lr)
