import click
import torch


@click.group()
def cli():
    ...


@cli.command("train-info")
@click.argument("ckpt")
def train_info(ckpt):
    c = torch.load(ckpt, map_location="cpu")
    click.echo(f"{c['epoch']} {c['optimizer']['param_groups'][0]['lr']}")


@cli.command()
def list_runs():
    click.echo("\n".join(p for p in ["train", "val"]))


if __name__ == "__main__":
    cli()
