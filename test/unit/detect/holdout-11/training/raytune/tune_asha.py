from ray import tune
from ray.tune.schedulers import ASHAScheduler
import torch
import torch.nn.functional as F
from mnist import ConvNet, loaders


def train_mnist(config):
    train_loader, test_loader = loaders()
    model = ConvNet()
    optimizer = torch.optim.SGD(model.parameters(), lr=config["lr"], momentum=config["momentum"])
    while True:
        for data, target in train_loader:
            optimizer.zero_grad()
            F.nll_loss(model(data), target).backward()
            optimizer.step()
        tune.report({"mean_accuracy": model.accuracy(test_loader)})


tuner = tune.Tuner(tune.with_resources(train_mnist, {"gpu": 0.5}),
                   param_space={"lr": tune.loguniform(1e-4, 1e-1), "momentum": tune.uniform(0.1, 0.9)},
                   tune_config=tune.TuneConfig(num_samples=50, scheduler=ASHAScheduler(), metric="mean_accuracy", mode="max"))
results = tuner.fit()
