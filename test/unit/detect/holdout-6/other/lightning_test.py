import lightning.pytorch as pl
from models import Segmenter
from data import CityscapesDM

if __name__ == "__main__":
    model = Segmenter.load_from_checkpoint("best.ckpt")
    trainer = pl.Trainer(accelerator="gpu", devices=1, logger=False)
    trainer.test(model, datamodule=CityscapesDM("/data", batch_size=4))
    trainer.predict(model, CityscapesDM("/data").predict_dataloader())
