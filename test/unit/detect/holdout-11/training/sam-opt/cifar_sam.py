import torch
import torch.nn.functional as F
from torchvision.models import resnet18

from sam import SAM
from utility.cifar import Cifar
from utility.bypass_bn import disable_running_stats, enable_running_stats


def main(epochs=200, rho=0.05):
    device = torch.device("cuda:0")
    dataset = Cifar(128, 2)
    model = resnet18(num_classes=10).to(device)
    optimizer = SAM(model.parameters(), torch.optim.SGD, rho=rho, lr=0.1, momentum=0.9)
    for epoch in range(epochs):
        model.train()
        for inputs, targets in dataset.train:
            inputs, targets = inputs.to(device), targets.to(device)
            enable_running_stats(model)
            loss = F.cross_entropy(model(inputs), targets)
            loss.mean().backward()
            optimizer.first_step(zero_grad=True)
            disable_running_stats(model)
            F.cross_entropy(model(inputs), targets).mean().backward()
            optimizer.second_step(zero_grad=True)


if __name__ == '__main__':
    main()
