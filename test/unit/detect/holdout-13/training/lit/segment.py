import hydra
import lightning.pytorch as pl
import segmentation_models_pytorch as smp
import torch
from hydra.utils import instantiate
from omegaconf import DictConfig


class Seg(pl.LightningModule):
    def __init__(self, arch, encoder, lr):
        super().__init__()
        self.save_hyperparameters()
        self.net = smp.create_model(arch, encoder_name=encoder, classes=1)
        self.loss = smp.losses.DiceLoss("binary")

    def training_step(self, batch, _):
        x, y = batch
        loss = self.loss(self.net(x), y)
        self.log("train/loss", loss)
        return loss

    def configure_optimizers(self):
        return torch.optim.AdamW(self.parameters(), self.hparams.lr)


@hydra.main(version_base="1.3", config_path="conf", config_name="config")
def run(cfg: DictConfig):
    pl.seed_everything(cfg.seed, workers=True)
    dm = instantiate(cfg.data)
    pl.Trainer(**cfg.trainer, callbacks=[instantiate(c) for c in cfg.callbacks.values()]).fit(Seg(**cfg.model), datamodule=dm, ckpt_path=cfg.get("ckpt"))


if __name__ == "__main__":
    run()
