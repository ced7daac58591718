from lightning.pytorch.cli import LightningCLI

from src.data import ForecastDataModule
from src.model import TFTModule


class MyCLI(LightningCLI):
    def add_arguments_to_parser(self, parser):
        parser.link_arguments("data.horizon", "model.horizon")
        parser.set_defaults({"trainer.max_epochs": 30})


def main():
    MyCLI(TFTModule, ForecastDataModule, save_config_kwargs={"overwrite": True})


if __name__ == "__main__":
    main()
