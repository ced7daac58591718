from argparse import ArgumentParser

import torch
import torch.nn.functional as F
from ignite.engine import Events, create_supervised_evaluator, create_supervised_trainer
from ignite.metrics import Accuracy, Loss
from mnist_net import Net, get_data_loaders
from torch import nn
from torch.optim import SGD


def run(train_bs, val_bs, epochs, lr, momentum, log_interval):
    train_loader, val_loader = get_data_loaders(train_bs, val_bs)
    model = Net()
    optimizer = SGD(model.parameters(), lr=lr, momentum=momentum)
    criterion = nn.NLLLoss()
    trainer = create_supervised_trainer(model, optimizer, criterion)
    evaluator = create_supervised_evaluator(model, metrics={"acc": Accuracy(), "nll": Loss(criterion)})

    @trainer.on(Events.ITERATION_COMPLETED(every=log_interval))
    def log_loss(engine):
        print(engine.state.epoch, engine.state.iteration, engine.state.output)

    @trainer.on(Events.EPOCH_COMPLETED)
    def val(engine):
        evaluator.run(val_loader)
        print(evaluator.state.metrics)

    trainer.run(train_loader, max_epochs=epochs)


if __name__ == "__main__":
    parser = ArgumentParser()
    parser.add_argument("--batch_size", type=int, default=64)
    parser.add_argument("--epochs", type=int, default=10)
    args = parser.parse_args()
    run(args.batch_size, 1000, args.epochs, 0.01, 0.5, 10)
