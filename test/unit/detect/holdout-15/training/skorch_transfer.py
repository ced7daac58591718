import argparse
import numpy as np
import torch
from torch import nn
from torchvision import datasets, models, transforms
from skorch import NeuralNetClassifier
from skorch.callbacks import Checkpoint, Freezer, LRScheduler, ProgressBar
from skorch.helper import predefined_split


class Pretrained(nn.Module):
    def __init__(self, output_features):
        super().__init__()
        m = models.resnet18(weights="DEFAULT")
        m.fc = nn.Linear(m.fc.in_features, output_features)
        self.model = m

    def forward(self, x):
        return self.model(x)


def get(folder, train):
    ops = [transforms.RandomResizedCrop(224), transforms.RandomHorizontalFlip()] if train else \
        [transforms.Resize(256), transforms.CenterCrop(224)]
    ops += [transforms.ToTensor(), transforms.Normalize([0.485, 0.456, 0.406], [0.229, 0.224, 0.225])]
    return datasets.ImageFolder(folder, transforms.Compose(ops))


if __name__ == "__main__":
    a = argparse.ArgumentParser()
    a.add_argument("train")
    a.add_argument("val")
    a.add_argument("--lr", type=float, default=1e-3)
    a = a.parse_args()
    train_ds, val_ds = get(a.train, True), get(a.val, False)
    net = NeuralNetClassifier(
        Pretrained, module__output_features=len(train_ds.classes), criterion=nn.CrossEntropyLoss, lr=a.lr,
        batch_size=4, max_epochs=25, optimizer=torch.optim.SGD, optimizer__momentum=0.9,
        iterator_train__shuffle=True, iterator_train__num_workers=2, train_split=predefined_split(val_ds),
        callbacks=[LRScheduler(policy="StepLR", step_size=7, gamma=0.1),
                   Checkpoint(f_params="best.pt", monitor="valid_acc_best"),
                   Freezer(lambda n: not n.startswith("model.fc")), ProgressBar()],
        device="cuda")
    net.fit(train_ds, y=None)
