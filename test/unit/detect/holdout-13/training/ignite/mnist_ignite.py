import torch
from ignite.engine import Events, create_supervised_evaluator, create_supervised_trainer
from ignite.metrics import Accuracy, Loss
from nets import Net, get_data_loaders

model = Net()
opt = torch.optim.SGD(model.parameters(), lr=0.01, momentum=0.8)
crit = torch.nn.NLLLoss()
tl, vl = get_data_loaders(64, 1000)
trainer = create_supervised_trainer(model, opt, crit, device="cuda")
evaluator = create_supervised_evaluator(model, metrics={"accuracy": Accuracy(), "nll": Loss(crit)}, device="cuda")


@trainer.on(Events.EPOCH_COMPLETED)
def log_training_results(engine):
    evaluator.run(vl)
    print(engine.state.epoch, evaluator.state.metrics)


trainer.run(tl, max_epochs=10)
