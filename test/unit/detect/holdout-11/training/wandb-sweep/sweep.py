import wandb
import torch
from models import MLP
from data import get_loaders

sweep_configuration = {"method": "bayes", "metric": {"goal": "minimize", "name": "val_loss"}, "parameters": {"lr": {"min": 1e-5, "max": 1e-2}, "hidden": {"values": [128, 256, 512]}}}


def train():
    run = wandb.init()
    cfg = wandb.config
    net = MLP(cfg.hidden).cuda()
    optim = torch.optim.Adam(net.parameters(), lr=cfg.lr)
    tl, vl = get_loaders()
    for ep in range(20):
        for xb, yb in tl:
            loss = net.loss(xb.cuda(), yb.cuda())
            loss.backward()
            optim.step()
            optim.zero_grad()
        wandb.log({"val_loss": net.evaluate(vl), "epoch": ep})


sweep_id = wandb.sweep(sweep=sweep_configuration, project="mlp")
wandb.agent(sweep_id, function=train, count=40)
