import torch
from torch import nn, optim
from nets import G, D
from data import loader
g, d = G().cuda(), D().cuda()
og = optim.RMSprop(g.parameters(), 5e-5)
od = optim.RMSprop(d.parameters(), 5e-5)

def critic_iter(x):
    z = torch.randn(x.size(0), 128, device='cuda')
    od.zero_grad()
    (d(g(z).detach()).mean() - d(x).mean()).backward()
    od.step()
    with torch.no_grad():
        for p in d.parameters():
            p.clamp_(-.01, .01)

def gen_iter(n):
    og.zero_grad()
    (-d(g(torch.randn(n, 128, device='cuda'))).mean()).backward()
    og.step()

it = 0
while it < 100000:
    for x, _ in loader:
        critic_iter(x.cuda())
        if it % 5 == 0: gen_iter(64)
        it += 1
