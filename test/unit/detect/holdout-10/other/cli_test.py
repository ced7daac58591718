from lightning.pytorch.cli import LightningCLI
from proj.model import Net
from proj.data import Data

cli = LightningCLI(Net, Data, run=False)
cli.trainer.test(cli.model, datamodule=cli.datamodule, ckpt_path="best.ckpt")
