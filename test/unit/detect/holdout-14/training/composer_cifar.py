import composer.functional as cf
import torch
from composer import Trainer
from composer.algorithms import ChannelsLast, CutMix, LabelSmoothing
from composer.loggers import InMemoryLogger
from composer.models import ComposerClassifier
from torchvision import datasets, transforms
from torchvision.models import resnet18

tf = transforms.Compose([transforms.ToTensor(), transforms.Normalize((0.49, 0.48, 0.44), (0.24, 0.24, 0.26))])
train = torch.utils.data.DataLoader(datasets.CIFAR10("data", True, tf, download=True), 1024, shuffle=True)
test = torch.utils.data.DataLoader(datasets.CIFAR10("data", False, tf), 1024)
net = cf.apply_blurpool(resnet18(num_classes=10))
model = ComposerClassifier(net, num_classes=10)
run = Trainer(
    model=model, train_dataloader=train, eval_dataloader=test, max_duration="30ep",
    optimizers=torch.optim.SGD(model.parameters(), lr=0.05, momentum=0.9, weight_decay=2e-3),
    algorithms=[LabelSmoothing(0.1), CutMix(1.0), ChannelsLast()], device="gpu", precision="amp_fp16", loggers=InMemoryLogger(),
)
run.fit()
