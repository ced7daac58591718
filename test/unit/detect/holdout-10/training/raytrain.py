import ray.train.torch
from ray.train import ScalingConfig, RunConfig
from ray.train.torch import TorchTrainer
import torch
from torch import nn


def train_func(cfg):
    model = ray.train.torch.prepare_model(nn.Linear(4, 1))
    opt = torch.optim.SGD(model.parameters(), lr=cfg["lr"])
    for _ in range(cfg["epochs"]):
        loss = model(torch.randn(8, 4)).pow(2).mean()
        opt.zero_grad()
        loss.backward()
        opt.step()
        ray.train.report({"loss": loss.item()})


trainer = TorchTrainer(train_func, train_loop_config={"lr": 0.1, "epochs": 3}, scaling_config=ScalingConfig(num_workers=4, use_gpu=True))
print(trainer.fit().metrics)
