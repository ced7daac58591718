from my_trainer import Trainer
from net import Net
from data import loader
import torch
net = Net()
Trainer(net, torch.optim.Adam(net.parameters()), loader).train(epochs=10)
