import pytorch_lightning as pl
import torch
import torchmetrics
from torch import nn


class LitClassifier(pl.LightningModule):
    def __init__(self, backbone: nn.Module, lr: float = 1e-3):
        super().__init__()
        self.save_hyperparameters(ignore=["backbone"])
        self.backbone = backbone
        self.acc = torchmetrics.Accuracy("multiclass", num_classes=10)

    def training_step(self, batch, _):
        x, y = batch
        loss = nn.functional.cross_entropy(self.backbone(x), y)
        self.log("train/loss", loss)
        return loss

    def validation_step(self, batch, _):
        x, y = batch
        self.log("val/acc", self.acc(self.backbone(x), y))

    def configure_optimizers(self):
        return torch.optim.AdamW(self.parameters(), lr=self.hparams.lr)
