import click
import pytorch_lightning as pl
from pytorch_lightning.loggers import CSVLogger
from .data import DM
from .lit import Lit

@click.group()
def main():
    pass

@main.command()
@click.option('--epochs', default=10)
@click.option('--gpus', default=1)
def fit(epochs, gpus):
    t = pl.Trainer(max_epochs=epochs, gpus=gpus, logger=CSVLogger('logs'))
    t.fit(Lit(), DM())

@main.command()
@click.argument('ckpt')
def score(ckpt):
    pl.Trainer().test(Lit.load_from_checkpoint(ckpt), DM())

if __name__ == '__main__':
    main()
