import torch
from lightning.fabric import Fabric
from torchvision.models import resnet18
from torchvision.datasets import CIFAR10
from torchvision.transforms import ToTensor

fabric = Fabric(accelerator="cuda", devices=4, strategy="fsdp")
fabric.launch()
model = resnet18(num_classes=10)
opt = torch.optim.SGD(model.parameters(), lr=0.1)
model, opt = fabric.setup(model, opt)
dl = fabric.setup_dataloaders(torch.utils.data.DataLoader(CIFAR10(".", transform=ToTensor()), 64))
for epoch in range(3):
    for x, y in dl:
        opt.zero_grad()
        loss = torch.nn.functional.cross_entropy(model(x), y)
        fabric.backward(loss)
        opt.step()
