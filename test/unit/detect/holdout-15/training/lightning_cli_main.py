from lightning.pytorch.cli import ArgsType, LightningCLI
import torch

from weather.datamodule import ERA5DataModule
from weather.module import GraphForecaster


class CLI(LightningCLI):
    def add_arguments_to_parser(self, parser):
        parser.link_arguments("data.variables", "model.variables")
        parser.link_arguments("trainer.max_epochs", "model.max_epochs")
        parser.set_defaults({"trainer.precision": "bf16-mixed"})


def cli_main(args: ArgsType = None):
    torch.set_float32_matmul_precision("medium")
    cli = CLI(GraphForecaster, ERA5DataModule, args=args, run=False, seed_everything_default=7,
              save_config_kwargs={"overwrite": True}, parser_kwargs={"parser_mode": "omegaconf"})
    cli.trainer.fit(cli.model, datamodule=cli.datamodule)
    cli.trainer.test(ckpt_path="best", datamodule=cli.datamodule)


if __name__ == "__main__":
    cli_main()
