import lightning as L
from lightning.pytorch.tuner import Tuner
from lightning.pytorch.callbacks import ModelCheckpoint, EarlyStopping
from lightning.pytorch.loggers import WandbLogger
from project import Net, Data

def cli(devices=1):
    net, data = Net(), Data(batch_size=32)
    trainer = L.Trainer(max_epochs=50, devices=devices, logger=WandbLogger(project="x"), callbacks=[ModelCheckpoint(monitor="val/loss"), EarlyStopping("val/loss", patience=5)])
    tuner = Tuner(trainer)
    tuner.scale_batch_size(net, datamodule=data, mode="power")
    tuner.lr_find(net, datamodule=data)
    trainer.fit(model=net, datamodule=data)
    trainer.test(net, data)

if __name__ == "__main__":
    import fire
    fire.Fire(cli)
