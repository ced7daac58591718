import torch
from torch import nn
from ignite.engine import Engine, Events, create_supervised_trainer, create_supervised_evaluator
from ignite.metrics import Accuracy
from torchvision.datasets import MNIST
from torchvision.transforms import ToTensor

model = nn.Sequential(nn.Flatten(), nn.Linear(784, 10))
tl = torch.utils.data.DataLoader(MNIST(".", train=True, transform=ToTensor()), 128)
vl = torch.utils.data.DataLoader(MNIST(".", train=False, transform=ToTensor()), 256)
optimizer = torch.optim.RMSprop(model.parameters(), lr=0.005)
trainer = create_supervised_trainer(model, optimizer, nn.CrossEntropyLoss())
evaluator = create_supervised_evaluator(model, metrics={"acc": Accuracy()})


@trainer.on(Events.EPOCH_COMPLETED)
def log(engine):
    evaluator.run(vl)
    print(engine.state.epoch, evaluator.state.metrics)


trainer.run(tl, max_epochs=5)
