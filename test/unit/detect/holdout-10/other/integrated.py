import torch
from captum.attr import IntegratedGradients
from torchvision.models import resnet18

m = resnet18(weights="DEFAULT").eval()
ig = IntegratedGradients(m)
for i in range(4):
    a = ig.attribute(torch.rand(1, 3, 224, 224), target=i)
    print(a.abs().sum())
