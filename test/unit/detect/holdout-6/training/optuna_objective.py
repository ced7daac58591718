import optuna
import torch
import torch.nn as nn
import torch.nn.functional as F
import torch.optim as optim
from torchvision import datasets, transforms

DEVICE = torch.device("cpu")
BATCHSIZE = 128


def define_model(trial):
    layers, n_in = [], 784
    for i in range(trial.suggest_int("n_layers", 1, 3)):
        out = trial.suggest_int(f"n_units_l{i}", 4, 128)
        layers += [nn.Linear(n_in, out), nn.ReLU()]
        n_in = out
    return nn.Sequential(*layers, nn.Linear(n_in, 10))


def objective(trial):
    model = define_model(trial).to(DEVICE)
    name = trial.suggest_categorical("optimizer", ["Adam", "RMSprop", "SGD"])
    optimizer = getattr(optim, name)(model.parameters(), lr=trial.suggest_float("lr", 1e-5, 1e-1, log=True))
    loader = torch.utils.data.DataLoader(datasets.FashionMNIST("d", download=True, transform=transforms.ToTensor()), BATCHSIZE)
    for epoch in range(10):
        for data, target in loader:
            optimizer.zero_grad()
            F.cross_entropy(model(data.view(data.size(0), -1)), target).backward()
            optimizer.step()
        trial.report(0.0, epoch)
        if trial.should_prune():
            raise optuna.exceptions.TrialPruned()
    return 0.0


if __name__ == "__main__":
    study = optuna.create_study(direction="maximize")
    study.optimize(objective, n_trials=100, timeout=600)
