from ignite.engine import create_supervised_trainer
import torch, torchvision
m = torchvision.models.resnet18(num_classes=10)
tr = create_supervised_trainer(m, torch.optim.Adam(m.parameters()), torch.nn.CrossEntropyLoss(), device='cuda')
data = torch.utils.data.DataLoader(torchvision.datasets.CIFAR10('.', transform=torchvision.transforms.ToTensor()), 128)
tr.run(data, max_epochs=10)
