import argparse
import torch
import torch.nn.functional as F
from torchvision import datasets, transforms, models
from sam import SAM

parser = argparse.ArgumentParser()
parser.add_argument("--epochs", default=200, type=int)
parser.add_argument("--rho", default=2.0, type=float)
parser.add_argument("--batch_size", default=128, type=int)
args = parser.parse_args()

device = torch.device("cuda")
ds = datasets.CIFAR10("data", train=True, download=True, transform=transforms.ToTensor())
loader = torch.utils.data.DataLoader(ds, batch_size=args.batch_size, shuffle=True)
model = models.resnet18(num_classes=10).to(device)
optimizer = SAM(model.parameters(), torch.optim.SGD, rho=args.rho, lr=0.1, momentum=0.9)

for epoch in range(args.epochs):
    model.train()
    for batch in loader:
        inputs, targets = (b.to(device) for b in batch)
        F.cross_entropy(model(inputs), targets).mean().backward()
        optimizer.first_step(zero_grad=True)
        F.cross_entropy(model(inputs), targets).mean().backward()
        optimizer.second_step(zero_grad=True)
