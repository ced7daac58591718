import lightning as L
from project import LitModel, DataModule

trainer = L.Trainer(accelerator="gpu", logger=False)
model = LitModel.load_from_checkpoint("best.ckpt")
trainer.test(model, datamodule=DataModule())
trainer.validate(model, datamodule=DataModule())
