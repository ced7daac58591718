"""LightningModule for the bird counter; see train.py for the entry point."""
import pytorch_lightning as pl
import torch
import torchvision
from torchmetrics.detection.mean_ap import MeanAveragePrecision


class RetinaCounter(pl.LightningModule):
    def __init__(self, num_classes: int = 2, lr: float = 1e-4, weight_decay: float = 1e-4, freeze_backbone: bool = False):
        super().__init__()
        self.save_hyperparameters()
        self.net = torchvision.models.detection.retinanet_resnet50_fpn_v2(weights=None, num_classes=num_classes)
        if freeze_backbone:
            for p in self.net.backbone.parameters():
                p.requires_grad = False
        self.map = MeanAveragePrecision()

    def forward(self, images):
        return self.net(images)

    def training_step(self, batch, batch_idx):
        images, targets = batch
        losses = self.net(images, targets)
        self.log_dict({f"train/{k}": v for k, v in losses.items()})
        return sum(losses.values())

    def validation_step(self, batch, batch_idx):
        images, targets = batch
        self.map.update(self.net(images), targets)

    def on_validation_epoch_end(self):
        self.log("val/map", self.map.compute()["map"], prog_bar=True)
        self.map.reset()

    def configure_optimizers(self):
        params = [p for p in self.parameters() if p.requires_grad]
        opt = torch.optim.AdamW(params, self.hparams.lr, weight_decay=self.hparams.weight_decay)
        return {"optimizer": opt, "lr_scheduler": torch.optim.lr_scheduler.MultiStepLR(opt, [8, 11])}
