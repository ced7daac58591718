import copy
import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, Subset
from models import CNNMnist
from sampling import mnist_iid
from torchvision import datasets, transforms


def local_update(net, ds, idxs, epochs=5, lr=0.01):
    net.train()
    opt = torch.optim.SGD(net.parameters(), lr=lr, momentum=0.5)
    for _ in range(epochs):
        for images, labels in DataLoader(Subset(ds, list(idxs)), batch_size=10, shuffle=True):
            net.zero_grad()
            loss = nn.functional.cross_entropy(net(images), labels)
            loss.backward()
            opt.step()
    return net.state_dict()


def fed_avg(ws):
    avg = copy.deepcopy(ws[0])
    for k in avg:
        avg[k] = torch.stack([w[k].float() for w in ws]).mean(0)
    return avg


if __name__ == '__main__':
    ds = datasets.MNIST('data', train=True, download=True, transform=transforms.ToTensor())
    groups = mnist_iid(ds, 100)
    glob = CNNMnist()
    for rnd in range(50):
        chosen = np.random.choice(100, 10, replace=False)
        ws = [local_update(copy.deepcopy(glob), ds, groups[c]) for c in chosen]
        glob.load_state_dict(fed_avg(ws))
