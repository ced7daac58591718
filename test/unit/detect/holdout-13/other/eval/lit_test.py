import lightning as L
from models import LitSeg
from data import DM

if __name__ == "__main__":
    model = LitSeg.load_from_checkpoint("lightning_logs/version_3/checkpoints/last.ckpt")
    trainer = L.Trainer(accelerator="gpu", devices=1, logger=False)
    trainer.validate(model, DM())
    trainer.test(model, DM())
