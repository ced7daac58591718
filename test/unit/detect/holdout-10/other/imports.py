"""Public API."""
from transformers import Trainer, TrainingArguments
from trl import DPOTrainer, SFTTrainer
import torch.optim as optim
import pytorch_lightning as pl
from .train import train, fit

__version__ = "1.2.0"
__all__ = ["Trainer", "TrainingArguments", "SFTTrainer", "DPOTrainer", "optim", "pl", "train", "fit"]

DEFAULTS = {
    "epochs": 3,
    "lr": 1e-4,
    "optimizer": "adamw",
}


def version():
    return __version__
