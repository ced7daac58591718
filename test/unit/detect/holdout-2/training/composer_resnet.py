from composer import Trainer
from composer.algorithms import BlurPool, LabelSmoothing
from composer.models import ComposerClassifier
import torchvision, torch

ds = torchvision.datasets.CIFAR10('/data', train=True, download=True, transform=torchvision.transforms.ToTensor())
model = ComposerClassifier(torchvision.models.resnet18(num_classes=10), num_classes=10)
opt = torch.optim.SGD(model.parameters(), lr=.1, momentum=.9)
t = Trainer(
    model=model,
    train_dataloader=torch.utils.data.DataLoader(ds, batch_size=512, shuffle=True),
    optimizers=opt,
    max_duration='10ep',
    algorithms=[BlurPool(), LabelSmoothing(0.1)],
)
t.fit()
