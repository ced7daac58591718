from lightning.pytorch.cli import LightningCLI
from proj.model import Net
from proj.data import Data


def main():
    cli = LightningCLI(Net, Data, run=False, seed_everything_default=1)
    cli.trainer.fit(cli.model, datamodule=cli.datamodule)
    cli.trainer.test(ckpt_path="best", datamodule=cli.datamodule)


if __name__ == "__main__":
    main()
