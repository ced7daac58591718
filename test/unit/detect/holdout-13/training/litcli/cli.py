import torch
from lightning.pytorch.cli import LightningCLI

from models.vae import LitVAE
from data.celeba import CelebADataModule


def cli_main():
    torch.set_float32_matmul_precision("high")
    LightningCLI(LitVAE, CelebADataModule, save_config_kwargs={"overwrite": True})


if __name__ == "__main__":
    cli_main()
