import optuna
import torch
from torch import nn
from torch.utils.data import DataLoader
from torchvision.datasets import FashionMNIST
from torchvision.transforms import ToTensor

def objective(trial):
    hidden = trial.suggest_int('hidden', 16, 256)
    net = nn.Sequential(nn.Flatten(), nn.Linear(784, hidden), nn.ReLU(), nn.Linear(hidden, 10))
    opt = getattr(torch.optim, trial.suggest_categorical('opt', ['Adam', 'SGD']))(net.parameters(), lr=trial.suggest_float('lr', 1e-5, 1e-1, log=True))
    loader = DataLoader(FashionMNIST('.', transform=ToTensor(), download=True), 128, shuffle=True)
    for epoch in range(3):
        for x, y in loader:
            opt.zero_grad()
            loss = nn.functional.cross_entropy(net(x), y)
            loss.backward()
            opt.step()
        trial.report(loss.item(), epoch)
        if trial.should_prune():
            raise optuna.TrialPruned()
    return loss.item()

study = optuna.create_study(direction='minimize')
study.optimize(objective, n_trials=50, timeout=600)
