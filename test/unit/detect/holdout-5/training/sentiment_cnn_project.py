import torch
from torch import nn
from config import Config
from dataset import get_loader
from network import TextCNN
from utils import AverageMeter, accuracy

def run_epoch(loader, net, crit, opt=None):
    meter = AverageMeter()
    net.train(opt is not None)
    for x, y in loader:
        out = net(x)
        loss = crit(out, y)
        if opt is not None:
            opt.zero_grad()
            loss.backward()
            opt.step()
        meter.update(loss.item(), len(x))
    return meter.avg

if __name__ == '__main__':
    c = Config()
    net = TextCNN(c)
    opt = torch.optim.Adadelta(net.parameters())
    crit = nn.CrossEntropyLoss()
    for e in range(c.epochs):
        tr = run_epoch(get_loader('train'), net, crit, opt)
        va = run_epoch(get_loader('valid'), net, crit)
        print(e, tr, va)
