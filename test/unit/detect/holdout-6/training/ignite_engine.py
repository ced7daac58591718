import torch
from torch import nn
from torch.optim import SGD
from ignite.engine import Engine, Events, create_supervised_evaluator
from ignite.metrics import Accuracy, Loss
from data import get_loaders
from nets import Net

train_loader, val_loader = get_loaders(64, 1000)
model = Net().cuda()
opt = SGD(model.parameters(), lr=0.01, momentum=0.5)
crit = nn.NLLLoss()


def update(engine, batch):
    model.train()
    opt.zero_grad()
    x, y = batch
    loss = crit(model(x.cuda()), y.cuda())
    loss.backward()
    opt.step()
    return loss.item()


trainer = Engine(update)
evaluator = create_supervised_evaluator(model, {"acc": Accuracy(), "nll": Loss(crit)})


@trainer.on(Events.EPOCH_COMPLETED)
def log(engine):
    evaluator.run(val_loader)


trainer.run(train_loader, max_epochs=10)
