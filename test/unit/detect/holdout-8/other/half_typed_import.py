import torch
import torch.nn as nn
from torch.utils.data import

class Net(nn.Module
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(
