import torch
from torch import autograd, optim

from nets import Critic, Generator
from data import inf_loader

D, G = Critic().cuda(), Generator().cuda()
optD = optim.Adam(D.parameters(), lr=1e-4, betas=(0.0, 0.9))
optG = optim.Adam(G.parameters(), lr=1e-4, betas=(0.0, 0.9))
LAMBDA, CRITIC = 10, 5
data = inf_loader(64)


def gradient_penalty(real, fake):
    a = torch.rand(real.size(0), 1, 1, 1).cuda()
    inter = (a * real + (1 - a) * fake).requires_grad_(True)
    g = autograd.grad(D(inter).sum(), inter, create_graph=True)[0]
    return ((g.flatten(1).norm(2, 1) - 1) ** 2).mean() * LAMBDA


for iteration in range(200_000):
    for p in D.parameters():
        p.requires_grad = True
    for _ in range(CRITIC):
        real = next(data).cuda()
        D.zero_grad()
        with torch.no_grad():
            fake = G(torch.randn(64, 128).cuda())
        cost = D(fake).mean() - D(real).mean() + gradient_penalty(real, fake)
        cost.backward()
        optD.step()
    for p in D.parameters():
        p.requires_grad = False
    G.zero_grad()
    (-D(G(torch.randn(64, 128).cuda())).mean()).backward()
    optG.step()
