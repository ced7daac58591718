import ray.train
import torch
from ray.train import RunConfig, ScalingConfig
from ray.train.torch import TorchTrainer, prepare_data_loader, prepare_model
from llm import TinyLlama, loader


def train_func(config):
    model = prepare_model(TinyLlama())
    opt = torch.optim.AdamW(model.parameters(), lr=config["lr"])
    dl = prepare_data_loader(loader(config["bs"]))
    for epoch in range(config["epochs"]):
        for x, y in dl:
            loss = model(x, y)
            opt.zero_grad()
            loss.backward()
            opt.step()
        ray.train.report({"loss": loss.item()})


trainer = TorchTrainer(train_func, train_loop_config={"lr": 1e-4, "bs": 16, "epochs": 3}, scaling_config=ScalingConfig(num_workers=4, use_gpu=True), run_config=RunConfig(name="tinyllama"))
result = trainer.fit()
print(result.metrics)
