from lightning.pytorch.cli import LightningCLI
from src.datamodule import CityDataModule
from src.model import SegModel

def cli_main():
    LightningCLI(SegModel, CityDataModule, save_config_kwargs={'overwrite': True})

if __name__ == '__main__':
    cli_main()
