import optuna
import torch
import torch.nn as nn
import torch.nn.functional as F
from data import loaders


def define_model(trial):
    layers, n_in = [nn.Flatten()], 784
    for i in range(trial.suggest_int("n_layers", 1, 3)):
        n_out = trial.suggest_int(f"n_units_l{i}", 4, 128)
        layers += [nn.Linear(n_in, n_out), nn.ReLU()]
        n_in = n_out
    return nn.Sequential(*layers, nn.Linear(n_in, 10))


def objective(trial):
    model = define_model(trial)
    opt = getattr(torch.optim, trial.suggest_categorical("optimizer", ["Adam", "SGD"]))(
        model.parameters(), lr=trial.suggest_float("lr", 1e-5, 1e-1, log=True))
    train, valid = loaders(128)
    for epoch in range(10):
        for x, y in train:
            opt.zero_grad()
            F.cross_entropy(model(x), y).backward()
            opt.step()
        acc = sum((model(x).argmax(1) == y).sum().item() for x, y in valid) / len(valid.dataset)
        trial.report(acc, epoch)
        if trial.should_prune():
            raise optuna.exceptions.TrialPruned()
    return acc


study = optuna.create_study(direction="maximize")
study.optimize(objective, n_trials=100, timeout=600)
print(study.best_trial.params)
