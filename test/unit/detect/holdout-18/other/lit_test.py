import pytorch_lightning as pl
from jsonargparse import CLI
from project.data import DataModule
from project.system import System


def test(ckpt: str, data_dir: str = "data", devices: int = 1):
    model = System.load_from_checkpoint(ckpt)
    trainer = pl.Trainer(devices=devices, logger=False)
    trainer.test(model, datamodule=DataModule(data_dir))
    trainer.predict(model, datamodule=DataModule(data_dir))


if __name__ == "__main__":
    CLI(test)
