from ray import tune
import torch, torch.nn as nn
from torchvision import datasets, transforms

class MNISTTrainable(tune.Trainable):
    def setup(self, config):
        self.net = nn.Sequential(nn.Flatten(), nn.Linear(784, config['h']), nn.ReLU(), nn.Linear(config['h'], 10))
        self.opt = torch.optim.SGD(self.net.parameters(), lr=config['lr'])
        self.dl = torch.utils.data.DataLoader(datasets.MNIST('~/d', transform=transforms.ToTensor()), 64)

    def step(self):
        for x, y in self.dl:
            self.opt.zero_grad()
            l = nn.functional.cross_entropy(self.net(x), y)
            l.backward()
            self.opt.step()
        return {'loss': l.item()}

tuner = tune.Tuner(MNISTTrainable, param_space={'h': tune.choice([64, 128]), 'lr': tune.loguniform(1e-4, 1e-1)})
print(tuner.fit().get_best_result('loss', 'min').config)
