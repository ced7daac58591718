import abc
import lightning as L
import torch
from torchmetrics import MetricCollection
from torchmetrics.classification import MulticlassAccuracy, MulticlassF1Score


class ClassifierBase(L.LightningModule, abc.ABC):
    """Subclass and implement `backbone`. Used with `Trainer.fit` in scripts/."""

    def __init__(self, classes: int, lr: float = 1e-3, head_dropout: float = 0.0):
        super().__init__()
        self.save_hyperparameters()
        m = MetricCollection({"acc": MulticlassAccuracy(classes), "f1": MulticlassF1Score(classes)})
        self.train_m, self.val_m = m.clone("train/"), m.clone("val/")
        self.net = self.backbone(classes)

    @abc.abstractmethod
    def backbone(self, classes: int) -> torch.nn.Module: ...

    def forward(self, x):
        return self.net(x)

    def _loss(self, batch, metrics):
        x, y = batch
        z = self(x)
        metrics.update(z, y)
        return torch.nn.functional.cross_entropy(z, y, label_smoothing=0.1)

    def training_step(self, batch, idx):
        loss = self._loss(batch, self.train_m)
        self.log("train/loss", loss)
        return loss

    def validation_step(self, batch, idx):
        self.log("val/loss", self._loss(batch, self.val_m))

    def on_train_epoch_end(self):
        self.log_dict(self.train_m.compute())
        self.train_m.reset()

    def on_validation_epoch_end(self):
        self.log_dict(self.val_m.compute())
        self.val_m.reset()

    def configure_optimizers(self):
        return torch.optim.AdamW(self.parameters(), self.hparams.lr)


class ResNetClassifier(ClassifierBase):
    def backbone(self, classes):
        return torch.hub.load("pytorch/vision", "resnet18", num_classes=classes)
