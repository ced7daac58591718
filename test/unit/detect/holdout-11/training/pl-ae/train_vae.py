import lightning as L
from lightning.pytorch.callbacks import EarlyStopping, ModelCheckpoint
from lightning.pytorch.loggers import CSVLogger

from datamodules import CelebADataModule
from vae import LitVAE


def cli_main(max_epochs: int = 50, devices: int = 2):
    L.seed_everything(42, workers=True)
    dm = CelebADataModule("data", batch_size=144)
    model = LitVAE(latent_dim=128, lr=5e-3)
    trainer = L.Trainer(max_epochs=max_epochs, devices=devices, accelerator="gpu", strategy="ddp", precision="bf16-mixed",
                        callbacks=[ModelCheckpoint(monitor="val_loss"), EarlyStopping("val_loss", patience=5)], logger=CSVLogger("logs"))
    trainer.fit(model, datamodule=dm, ckpt_path="last")
    trainer.test(model, dm)


if __name__ == "__main__":
    cli_main()
