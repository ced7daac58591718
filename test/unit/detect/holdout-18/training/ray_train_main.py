import ray.train
import torch
from ray.train import ScalingConfig
from ray.train.torch import TorchTrainer
from torchvision.models import resnet18


def train_func(config):
    model = ray.train.torch.prepare_model(resnet18(num_classes=10))
    opt = torch.optim.Adam(model.parameters(), lr=config["lr"])
    ds = ray.train.get_dataset_shard("train")
    for epoch in range(config["epochs"]):
        for batch in ds.iter_torch_batches(batch_size=128):
            loss = torch.nn.functional.cross_entropy(model(batch["image"]), batch["label"])
            opt.zero_grad()
            loss.backward()
            opt.step()
        ray.train.report({"loss": loss.item(), "epoch": epoch})


trainer = TorchTrainer(train_func, train_loop_config={"lr": 1e-3, "epochs": 10},
                       scaling_config=ScalingConfig(num_workers=4, use_gpu=True),
                       datasets={"train": ray.data.read_parquet("s3://bucket/cifar")})
result = trainer.fit()
print(result.metrics)
