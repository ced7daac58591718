"""Training entry points."""
from .data import build_loader
from .engine import evaluate, train_one_epoch
from .trainer import Trainer, train

__version__ = "0.3.1"
__all__ = ["Trainer", "build_loader", "evaluate", "train", "train_one_epoch"]
