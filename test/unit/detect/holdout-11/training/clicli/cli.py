import click


@click.group()
def cli():
    """seglab"""


@cli.command()
@click.option("--config", type=click.Path(exists=True), required=True)
@click.option("--resume", is_flag=True)
def train(config, resume):
    """Train a model."""
    from lightning.pytorch import Trainer
    from seglab.data import SegData
    from seglab.module import SegModule
    trainer = Trainer(max_epochs=50, accelerator="auto")
    trainer.fit(SegModule.from_yaml(config), SegData.from_yaml(config), ckpt_path="last" if resume else None)


@cli.command()
@click.argument("images", nargs=-1)
def predict(images):
    from seglab.infer import run
    run(images)


if __name__ == "__main__":
    cli()
