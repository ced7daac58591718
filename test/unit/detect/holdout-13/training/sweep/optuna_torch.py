import optuna
import torch
import torch.nn as nn
import torch.nn.functional as F
import torch.optim as optim
from torchvision import datasets, transforms


def define_model(trial):
    n_layers = trial.suggest_int("n_layers", 1, 3)
    layers, f = [], 784
    for i in range(n_layers):
        o = trial.suggest_int(f"n_units_l{i}", 4, 128)
        layers += [nn.Linear(f, o), nn.ReLU()]
        f = o
    return nn.Sequential(*layers, nn.Linear(f, 10), nn.LogSoftmax(dim=1))


def objective(trial):
    model = define_model(trial)
    opt = getattr(optim, trial.suggest_categorical("optimizer", ["Adam", "RMSprop", "SGD"]))(model.parameters(), lr=trial.suggest_float("lr", 1e-5, 1e-1, log=True))
    loader = torch.utils.data.DataLoader(datasets.FashionMNIST(".", train=True, download=True, transform=transforms.ToTensor()), 128)
    acc = 0
    for epoch in range(10):
        for x, y in loader:
            opt.zero_grad()
            F.nll_loss(model(x.flatten(1)), y).backward()
            opt.step()
        trial.report(acc, epoch)
        if trial.should_prune():
            raise optuna.exceptions.TrialPruned()
    return acc


if __name__ == "__main__":
    study = optuna.create_study(direction="maximize")
    study.optimize(objective, n_trials=100, timeout=600)
