from .engine import Trainer, train_one_epoch
from .losses import FocalLoss
from .lion import Lion

__version__ = "0.2.1"
__all__ = ["Trainer", "train_one_epoch", "FocalLoss", "Lion"]
