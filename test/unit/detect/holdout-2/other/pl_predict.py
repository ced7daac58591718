import lightning.pytorch as pl
from litmodule import LitSeg
from datamodule import Tiles
trainer = pl.Trainer(accelerator='gpu', devices=1, logger=False)
model = LitSeg.load_from_checkpoint('last.ckpt')
out = trainer.predict(model, datamodule=Tiles('scenes/', train=False))
trainer.test(model, datamodule=Tiles('scenes/'))
