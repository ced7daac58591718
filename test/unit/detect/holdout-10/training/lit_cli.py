from lightning.pytorch.cli import LightningCLI
from lightning.pytorch.demos.boring_classes import BoringDataModule, DemoModel


class MyCLI(LightningCLI):
    def add_arguments_to_parser(self, parser):
        parser.add_argument("--notes", default="")

    def before_fit(self):
        self.trainer.logger.log_hyperparams({"notes": self.config.fit.notes})


def main():
    MyCLI(DemoModel, BoringDataModule, save_config_callback=None)
    # usage: python main.py fit --trainer.max_epochs 10


if __name__ == "__main__":
    main()
