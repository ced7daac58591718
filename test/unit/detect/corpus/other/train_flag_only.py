import torch
from torchvision import datasets
from nets import Net


def train(model, loader, opt):
    for x, y in loader:
        opt.zero_grad()
        loss = model.loss(x, y)
        loss.backward()
        opt.step()


def show(train=True):
    ds = datasets.CIFAR10("data", train=train)
    print(len(ds))


if __name__ == "__main__":
    show(train=False)
    net = Net()
    net.train(False)
