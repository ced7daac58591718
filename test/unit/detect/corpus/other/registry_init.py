from .trainer import Trainer, train
from .models import *
from .optim import build_optimizer
__all__ = ['Trainer', 'train', 'build_optimizer']
