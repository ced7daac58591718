import lightning.pytorch as pl
from lightning.pytorch.tuner import Tuner
from proj import Model, Data
import click


@click.group()
def cli():
    pass


@cli.command()
@click.option("--epochs", default=10)
def train(epochs):
    trainer = pl.Trainer(max_epochs=epochs)
    model, dm = Model(), Data()
    Tuner(trainer).lr_find(model, datamodule=dm)
    trainer.fit(model, dm)


@cli.command()
@click.argument("ckpt")
def predict(ckpt):
    pl.Trainer().predict(Model.load_from_checkpoint(ckpt), Data())


if __name__ == "__main__":
    cli()
