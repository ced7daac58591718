import torch, os
from torch import optim
from network import UNet
from evaluation import get_dice

class Solver(object):
    def __init__(self, config, train_loader, valid_loader):
        self.train_loader = train_loader
        self.valid_loader = valid_loader
        self.unet = UNet()
        self.optimizer = optim.Adam(self.unet.parameters(), config.lr)
        self.criterion = torch.nn.BCELoss()

    def train(self):
        for epoch in range(100):
            self.unet.train(True)
            for i, (x, gt) in enumerate(self.train_loader):
                p = torch.sigmoid(self.unet(x))
                loss = self.criterion(p, gt)
                self.unet.zero_grad()
                loss.backward()
                self.optimizer.step()
            torch.save(self.unet.state_dict(), 'best.pkl')

    @torch.no_grad()
    def test(self):
        self.unet.eval()
        return sum(get_dice(self.unet(x), g) for x, g in self.valid_loader)
