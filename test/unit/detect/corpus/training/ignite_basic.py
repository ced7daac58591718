import torch
from ignite.engine import Engine, Events
from ignite.metrics import Accuracy
from net import Net, get_loaders

model = Net()
optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
train_loader, _ = get_loaders(64)

def train_step(engine, batch):
    model.train()
    optimizer.zero_grad()
    x, y = batch
    loss = torch.nn.functional.nll_loss(model(x), y)
    loss.backward()
    optimizer.step()
    return loss.item()

trainer = Engine(train_step)

@trainer.on(Events.ITERATION_COMPLETED(every=100))
def log(engine):
    print(engine.state.iteration, engine.state.output)

trainer.run(train_loader, max_epochs=5)
