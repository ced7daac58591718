import ray
from ray import train
from ray.train import ScalingConfig
from ray.train.torch import TorchTrainer
import torch


def train_loop_per_worker(config):
    model = train.torch.prepare_model(torch.nn.Linear(4, 1))
    opt = torch.optim.SGD(model.parameters(), lr=config["lr"])
    shard = train.get_dataset_shard("train")
    for epoch in range(config["epochs"]):
        for batch in shard.iter_torch_batches(batch_size=32):
            loss = torch.nn.functional.mse_loss(model(batch["x"]), batch["y"])
            opt.zero_grad()
            loss.backward()
            opt.step()
        train.report({"loss": loss.item()})


if __name__ == "__main__":
    ds = ray.data.read_parquet("s3://bucket/x")
    trainer = TorchTrainer(
        train_loop_per_worker,
        train_loop_config={"lr": 1e-3, "epochs": 4},
        scaling_config=ScalingConfig(num_workers=4, use_gpu=True),
        datasets={"train": ds},
    )
    print(trainer.fit().metrics)
