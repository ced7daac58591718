import sys
from importlib import import_module
import torch

def train(cfg):
    net = import_module(cfg['model']).Net()
    opt = torch.optim.Adam(net.parameters())
    for e in range(cfg['epochs']):
        for x, y in import_module(cfg['data']).loader():
            l = net.loss(x, y)
            opt.zero_grad(); l.backward(); opt.step()

def test(cfg):
    pass

COMMANDS = {'train': train, 'test': test}
if __name__ == '__main__':
    import json
    COMMANDS[sys.argv[1]](json.load(open(sys.argv[2])))
