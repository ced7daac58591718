import torch
from bits import model, opt, loader, lossf
def go(b):
    x, y = b
    opt.zero_grad(); lossf(model(x), y).backward(); opt.step()
for _ in range(3):
    list(map(go, loader))
