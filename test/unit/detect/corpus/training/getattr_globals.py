import argparse, torch
from nets import *
from loaders import get
def train_gan(a):
    G, D = Gen(), Dis()
    og, od = torch.optim.Adam(G.parameters(), a.lr), torch.optim.Adam(D.parameters(), a.lr)
    for x in get(a.data):
        z = torch.randn(len(x), 100)
        od.zero_grad(); (torch.relu(1 - D(x)) + torch.relu(1 + D(G(z).detach()))).mean().backward(); od.step()
        og.zero_grad(); (-D(G(z))).mean().backward(); og.step()
if __name__ == '__main__':
    p = argparse.ArgumentParser(); p.add_argument('task', choices=['gan', 'vae']); p.add_argument('--lr', default=2e-4, type=float); p.add_argument('--data')
    a = p.parse_args()
    globals()['train_' + a.task](a)
