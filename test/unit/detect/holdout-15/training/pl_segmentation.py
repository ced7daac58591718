import os
from argparse import ArgumentParser, Namespace

import pytorch_lightning as pl
import segmentation_models_pytorch as smp
import torch
from pytorch_lightning.callbacks import ModelCheckpoint
from torch.utils.data import DataLoader

from data.landcover import LandCover, train_aug, valid_aug


class Seg(pl.LightningModule):
    def __init__(self, hparams):
        super().__init__()
        self.save_hyperparameters(hparams)
        self.model = smp.create_model(self.hparams.arch, encoder_name=self.hparams.encoder, in_channels=3, classes=5)
        self.loss_fn = smp.losses.DiceLoss("multiclass")

    def forward(self, x):
        return self.model(x)

    def shared_step(self, batch, stage):
        x, y = batch
        z = self(x)
        loss = self.loss_fn(z, y)
        tp, fp, fn, tn = smp.metrics.get_stats(z.argmax(1), y, mode="multiclass", num_classes=5)
        self.log(f"{stage}_iou", smp.metrics.iou_score(tp, fp, fn, tn, "macro"), prog_bar=True)
        self.log(f"{stage}_loss", loss)
        return loss

    def training_step(self, batch, idx):
        return self.shared_step(batch, "train")

    def validation_step(self, batch, idx):
        self.shared_step(batch, "valid")

    def configure_optimizers(self):
        opt = torch.optim.Adam(self.parameters(), lr=self.hparams.lr)
        return [opt], [torch.optim.lr_scheduler.CosineAnnealingLR(opt, self.hparams.max_epochs)]

    def train_dataloader(self):
        return DataLoader(LandCover(self.hparams.root, "train", train_aug), self.hparams.bs, shuffle=True, num_workers=8)

    def val_dataloader(self):
        return DataLoader(LandCover(self.hparams.root, "val", valid_aug), self.hparams.bs, num_workers=8)


def cli():
    parser = ArgumentParser()
    parser.add_argument("--root", default=os.environ.get("DATA_ROOT", "."))
    parser.add_argument("--arch", default="unet")
    parser.add_argument("--encoder", default="resnet34")
    parser.add_argument("--bs", default=16, type=int)
    parser.add_argument("--lr", default=1e-3, type=float)
    parser = pl.Trainer.add_argparse_args(parser)
    return parser.parse_args()


if __name__ == "__main__":
    hp = cli()
    pl.seed_everything(1)
    t = pl.Trainer.from_argparse_args(hp, callbacks=[ModelCheckpoint(monitor="valid_iou", mode="max")])
    t.fit(Seg(hp))
