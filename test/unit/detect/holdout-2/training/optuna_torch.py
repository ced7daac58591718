import optuna
import torch
from my_pkg.nets import make_mlp
from my_pkg.loops import fit_one_epoch, validate
from my_pkg.data import loaders

def objective(trial):
    lr = trial.suggest_float('lr', 1e-5, 1e-1, log=True)
    net = make_mlp(trial.suggest_int('width', 16, 256))
    opt = torch.optim.Adam(net.parameters(), lr=lr)
    tr, va = loaders(trial.suggest_categorical('bs', [32, 64]))
    for ep in range(10):
        fit_one_epoch(net, tr, opt)
        acc = validate(net, va)
        trial.report(acc, ep)
        if trial.should_prune():
            raise optuna.TrialPruned()
    return acc

study = optuna.create_study(direction='maximize')
study.optimize(objective, n_trials=30)
