from __future__ import print_function
import argparse
import torch.optim as optim
import torch, torchvision, torchvision.transforms as T
from vgg import vgg16
parser = argparse.ArgumentParser(description='CIFAR')
parser.add_argument('--lr', default=0.1, type=float)
parser.add_argument('--resume', '-r', action='store_true')
args = parser.parse_args()
device = 'cuda' if torch.cuda.is_available() else 'cpu'
best_acc, start_epoch = 0, 0
trainset = torchvision.datasets.CIFAR10('./data', train=True, download=True, transform=T.ToTensor())
trainloader = torch.utils.data.DataLoader(trainset, batch_size=128, shuffle=True, num_workers=2)
net = vgg16().to(device)
criterion = torch.nn.CrossEntropyLoss()
optimizer = optim.SGD(net.parameters(), lr=args.lr, momentum=0.9)
scheduler = optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=200)

def train(epoch):
    print('\nEpoch: %d' % epoch)
    net.train()
    for batch_idx, (inputs, targets) in enumerate(trainloader):
        inputs, targets = inputs.to(device), targets.to(device)
        optimizer.zero_grad()
        loss = criterion(net(inputs), targets)
        loss.backward()
        optimizer.step()

for epoch in range(start_epoch, start_epoch + 200):
    train(epoch)
    scheduler.step()
