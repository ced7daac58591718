from ray import tune
from ray.tune.schedulers import ASHAScheduler
import torch
import torch.nn as nn


def trainable(config):
    net = nn.LSTM(8, config["hidden"], batch_first=True)
    head = nn.Linear(config["hidden"], 1)
    opt = torch.optim.Adam(list(net.parameters()) + list(head.parameters()), lr=config["lr"])
    for i in range(50):
        x = torch.randn(32, 20, 8)
        out, _ = net(x)
        loss = (head(out[:, -1]) - x.sum((1, 2)).unsqueeze(1)).pow(2).mean()
        opt.zero_grad()
        loss.backward()
        opt.step()
        tune.report(loss=loss.item())


analysis = tune.run(
    trainable,
    config={"hidden": tune.choice([16, 32]), "lr": tune.loguniform(1e-4, 1e-1)},
    num_samples=20,
    scheduler=ASHAScheduler(metric="loss", mode="min"),
)
print(analysis.best_config)
