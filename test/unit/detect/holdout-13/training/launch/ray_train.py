import ray.train.torch
import torch
from ray.train import RunConfig, ScalingConfig
from ray.train.torch import TorchTrainer
from torchvision.models import resnet18


def train_func(config):
    model = ray.train.torch.prepare_model(resnet18(num_classes=10))
    optimizer = torch.optim.Adam(model.parameters(), lr=config["lr"])
    loader = ray.train.torch.prepare_data_loader(make_loader(config["bs"]))
    for epoch in range(config["epochs"]):
        for images, labels in loader:
            loss = torch.nn.functional.cross_entropy(model(images), labels)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        ray.train.report({"loss": loss.item(), "epoch": epoch})


def make_loader(bs):
    from torchvision.datasets import FashionMNIST
    from torchvision.transforms import ToTensor
    return torch.utils.data.DataLoader(FashionMNIST("/tmp/d", download=True, transform=ToTensor()), bs, shuffle=True)


trainer = TorchTrainer(train_func, train_loop_config={"lr": 1e-3, "bs": 64, "epochs": 10},
                       scaling_config=ScalingConfig(num_workers=4, use_gpu=True), run_config=RunConfig(name="fm"))
result = trainer.fit()
