from lightning.pytorch.cli import LightningCLI

from project.data import DataModule
from project.model import Model


def cli_main():
    cli = LightningCLI(Model, DataModule)


if __name__ == "__main__":
    cli_main()
