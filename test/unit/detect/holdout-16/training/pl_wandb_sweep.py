import pytorch_lightning as pl
import torch
import torchmetrics
import wandb
from pytorch_lightning.loggers import WandbLogger
from torch import nn
from torch.utils.data import DataLoader, random_split
from torchvision import transforms as T
from torchvision.datasets import EuroSAT

sweep_config = {
    "method": "bayes",
    "metric": {"name": "val_acc", "goal": "maximize"},
    "parameters": {
        "width": {"values": [32, 64, 128]},
        "lr": {"distribution": "log_uniform_values", "min": 1e-4, "max": 1e-1},
        "dropout": {"min": 0.0, "max": 0.5},
    },
    "early_terminate": {"type": "hyperband", "min_iter": 3},
}


class Net(pl.LightningModule):
    def __init__(self, width, lr, dropout):
        super().__init__()
        self.save_hyperparameters()
        c = lambda i, o: nn.Sequential(nn.Conv2d(i, o, 3, padding=1), nn.BatchNorm2d(o), nn.GELU(), nn.MaxPool2d(2))
        self.f = nn.Sequential(c(3, width), c(width, 2 * width), c(2 * width, 4 * width), nn.AdaptiveAvgPool2d(1), nn.Flatten(),
                               nn.Dropout(dropout), nn.Linear(4 * width, 10))
        self.acc = torchmetrics.Accuracy("multiclass", num_classes=10)

    def forward(self, x):
        return self.f(x)

    def training_step(self, b, i):
        loss = nn.functional.cross_entropy(self(b[0]), b[1])
        self.log("loss", loss)
        return loss

    def validation_step(self, b, i):
        self.acc(self(b[0]), b[1])
        self.log("val_acc", self.acc, on_epoch=True)

    def configure_optimizers(self):
        return torch.optim.SGD(self.parameters(), self.hparams.lr, momentum=0.9, nesterov=True)


def job():
    with wandb.init() as run:
        ds = EuroSAT("data", transform=T.ToTensor(), download=True)
        a, b = random_split(ds, [0.8, 0.2], torch.Generator().manual_seed(1))
        net = Net(**run.config)
        pl.Trainer(max_epochs=12, logger=WandbLogger(), accelerator="gpu", devices=1, enable_progress_bar=False).fit(
            net, DataLoader(a, 128, shuffle=True, num_workers=8), DataLoader(b, 256, num_workers=8))


if __name__ == "__main__":
    sweep_id = wandb.sweep(sweep_config, project="eurosat")
    wandb.agent(sweep_id, function=job, count=30)
