import pytorch_lightning as pl
from project.model import LitNet
from project.data import DM


def main(ckpt):
    model = LitNet.load_from_checkpoint(ckpt)
    trainer = pl.Trainer(accelerator="gpu", devices=1, logger=False)
    trainer.validate(model, datamodule=DM())
    trainer.test(model, datamodule=DM())
    return trainer.predict(model, dataloaders=DM().test_dataloader())


if __name__ == "__main__":
    import sys
    main(sys.argv[1])
