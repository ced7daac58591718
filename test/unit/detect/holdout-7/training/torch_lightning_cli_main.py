from lightning.pytorch.cli import LightningCLI
from src.datamodule import TextDM
from src.module import Classifier


def cli_main():
    LightningCLI(Classifier, TextDM, save_config_kwargs={"overwrite": True}, seed_everything_default=1234)


if __name__ == "__main__":
    cli_main()
