import torch
from ignite.engine import Engine, Events, create_supervised_evaluator
from ignite.metrics import Accuracy
from net import Net
from data import loaders

model = Net().cuda()
opt = torch.optim.Adam(model.parameters())
train_loader, val_loader = loaders()


def update(engine, batch):
    model.train()
    x, y = (t.cuda() for t in batch)
    opt.zero_grad()
    loss = torch.nn.functional.cross_entropy(model(x), y)
    loss.backward()
    opt.step()
    return loss.item()


trainer = Engine(update)
evaluator = create_supervised_evaluator(model, {"acc": Accuracy()}, "cuda")
trainer.add_event_handler(Events.EPOCH_COMPLETED, lambda e: print(e.state.epoch, evaluator.run(val_loader).metrics))
trainer.run(train_loader, max_epochs=10)
