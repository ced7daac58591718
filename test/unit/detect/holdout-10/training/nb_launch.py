from accelerate import Accelerator, notebook_launcher
import torch
from torchvision.models import resnet18
from torchvision.datasets import FakeData
from torchvision.transforms import ToTensor


def loop(lr=1e-3):
    acc = Accelerator()
    m = resnet18(num_classes=10)
    o = torch.optim.SGD(m.parameters(), lr)
    d = torch.utils.data.DataLoader(FakeData(1000, (3, 64, 64), 10, ToTensor()), 32)
    m, o, d = acc.prepare(m, o, d)
    for x, y in d:
        o.zero_grad()
        l = torch.nn.functional.cross_entropy(m(x), y)
        acc.backward(l)
        o.step()


notebook_launcher(loop, (0.01,), num_processes=2)
