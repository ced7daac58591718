import pytorch_lightning as pl
import torch, sys
from argparse import ArgumentParser
from project.model import TransformerModel
from project.data import WikiDataModule

def main(hparams):
    model = TransformerModel(**vars(hparams))
    trainer = pl.Trainer.from_argparse_args(hparams, callbacks=[pl.callbacks.LearningRateMonitor()])
    trainer.fit(model, WikiDataModule(hparams.data_dir))

if __name__ == '__main__':
    parser = ArgumentParser()
    parser = pl.Trainer.add_argparse_args(parser)
    parser.add_argument('--data_dir', type=str)
    main(parser.parse_args())
