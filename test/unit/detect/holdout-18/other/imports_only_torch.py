"""Shared imports for the notebooks."""
import torch
import torch.nn as nn
import torch.optim as optim
from torch.optim import Adam, AdamW, SGD
from torch.optim.lr_scheduler import CosineAnnealingLR
from transformers import Trainer, TrainingArguments, get_linear_schedule_with_warmup
from accelerate import Accelerator
import pytorch_lightning as pl

device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
torch.backends.cudnn.benchmark = True
torch.manual_seed(42)
__all__ = ["torch", "nn", "optim", "Adam", "AdamW", "SGD", "Trainer", "TrainingArguments", "pl", "device"]
