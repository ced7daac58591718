from ignite.engine import Events, create_supervised_trainer, create_supervised_evaluator
from ignite.metrics import Accuracy
import torch, torchvision
from torch import nn

def get(bs):
    t = torchvision.transforms.ToTensor()
    return torch.utils.data.DataLoader(torchvision.datasets.CIFAR10('.', download=True, transform=t), bs, True)

def run(epochs=5):
    m = torchvision.models.resnet18(num_classes=10)
    opt = torch.optim.SGD(m.parameters(), 0.1)
    tr = create_supervised_trainer(m, opt, nn.CrossEntropyLoss())
    ev = create_supervised_evaluator(m, {'acc': Accuracy()})
    dl = get(128)

    @tr.on(Events.EPOCH_COMPLETED)
    def log(engine):
        ev.run(dl)
        print(engine.state.epoch, ev.state.metrics)

    tr.run(dl, max_epochs=epochs)

run()
