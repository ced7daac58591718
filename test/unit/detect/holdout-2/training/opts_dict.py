import torch
import torch.nn.functional as F
from models import Encoder, Decoder, Discriminator
from data import load

nets = {'enc': Encoder(), 'dec': Decoder(), 'dis': Discriminator()}
opts = {k: torch.optim.Adam(v.parameters(), lr=1e-4, betas=(0.5, 0.999)) for k, v in nets.items()}

def set_grad(net, flag):
    for p in net.parameters():
        p.requires_grad = flag

def losses(x):
    z = nets['enc'](x)
    rec = nets['dec'](z)
    return {'rec': F.l1_loss(rec, x), 'adv': -nets['dis'](rec).mean()}

if __name__ == '__main__':
    for it, x in enumerate(load('celeba')):
        L = losses(x)
        total = sum(L.values())
        for o in opts.values():
            o.zero_grad()
        total.backward()
        for o in opts.values():
            o.step()
        if it % 100 == 0:
            print(it, {k: v.item() for k, v in L.items()})
