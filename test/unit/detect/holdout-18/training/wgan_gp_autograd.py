import torch
from torch import autograd
from torchvision.utils import save_image
from nets import Critic, Generator
from dataset import infinite_loader

dev = 'cuda'
G, D = Generator().to(dev), Critic().to(dev)
g_opt = torch.optim.Adam(G.parameters(), 1e-4, betas=(0., .9))
d_opt = torch.optim.Adam(D.parameters(), 1e-4, betas=(0., .9))
data = infinite_loader('lsun', 64)


def gradient_penalty(real, fake):
    a = torch.rand(real.size(0), 1, 1, 1, device=dev)
    x = (a * real + (1 - a) * fake).requires_grad_()
    g, = autograd.grad(D(x).sum(), x, create_graph=True)
    return ((g.flatten(1).norm(2, 1) - 1) ** 2).mean() * 10


def d_step():
    real = next(data).to(dev)
    fake = G(torch.randn(real.size(0), 128, device=dev)).detach()
    loss = D(fake).mean() - D(real).mean() + gradient_penalty(real, fake)
    d_opt.zero_grad(); loss.backward(); d_opt.step()
    return loss.item()


def g_step():
    loss = -D(G(torch.randn(64, 128, device=dev))).mean()
    g_opt.zero_grad(); loss.backward(); g_opt.step()
    return loss.item()


if __name__ == '__main__':
    for it in range(100_000):
        for _ in range(5):
            dl = d_step()
        gl = g_step()
        if it % 500 == 0:
            print(it, dl, gl)
            save_image(G(torch.randn(64, 128, device=dev)), f'{it}.png', normalize=True)
