from .trainer import Trainer
from .train import train, train_one_epoch
from .model import GPT

__all__ = ["Trainer", "train", "train_one_epoch", "GPT"]
