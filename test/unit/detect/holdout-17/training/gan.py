import torch, torch.nn as nn
from nets import G, D
from data import loader
g, d = G().cuda(), D().cuda(); og = torch.optim.Adam(g.parameters(), 2e-4, (.5, .999)); od = torch.optim.Adam(d.parameters(), 2e-4, (.5, .999))
bce = nn.BCEWithLogitsLoss()

def d_step(real):
    fake = g(torch.randn(real.size(0), 100, device='cuda')).detach()
    loss = bce(d(real), torch.ones_like(d(real))) + bce(d(fake), torch.zeros_like(d(fake)))
    od.zero_grad(); loss.backward(); od.step()

def g_step(n):
    out = d(g(torch.randn(n, 100, device='cuda')))
    loss = bce(out, torch.ones_like(out)); og.zero_grad(); loss.backward(); og.step()

for epoch in range(50):
    for x, _ in loader:
        d_step(x.cuda()); g_step(x.size(0))
