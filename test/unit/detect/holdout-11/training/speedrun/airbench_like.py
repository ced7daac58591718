import click
import torch
from torch import nn

from muon import Muon
from loader import CifarLoader
from net import make_net


@click.group()
def cli():
    pass


@cli.command()
@click.option("--epochs", default=8.0)
@click.option("--runs", default=1)
def train(epochs, runs):
    accs = []
    for run in range(runs):
        model = make_net().cuda().half().to(memory_format=torch.channels_last)
        train_loader = CifarLoader("cifar10", train=True, batch_size=2000, aug=dict(flip=True, translate=2))
        total = int(epochs * len(train_loader))
        filters = [p for p in model.parameters() if p.ndim == 4]
        others = [p for p in model.parameters() if p.ndim != 4]
        opts = [Muon(filters, lr=0.24, momentum=0.6), torch.optim.SGD(others, lr=0.1, momentum=0.85, nesterov=True)]
        crit = nn.CrossEntropyLoss(label_smoothing=0.2, reduction="none")
        step = 0
        while step < total:
            for x, y in train_loader:
                crit(model(x), y).sum().backward()
                for o in opts:
                    for g in o.param_groups:
                        g["lr"] = g["lr"] * (1 - step / total)
                    o.step()
                model.zero_grad(set_to_none=True)
                step += 1
                if step >= total:
                    break
        accs.append(evaluate(model))
    print(torch.tensor(accs).mean())


def evaluate(model):
    model.eval()
    with torch.no_grad():
        dl = CifarLoader("cifar10", train=False)
        return sum((model(x).argmax(1) == y).sum().item() for x, y in dl) / 1e4


if __name__ == "__main__":
    cli()
