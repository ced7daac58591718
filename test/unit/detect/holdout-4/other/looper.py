import torch
from torch.nn.utils import clip_grad_norm_
class Looper:
    def __init__(self, net, optimizer, scheduler, cfg): self.net, self.o, self.s, self.cfg = net, optimizer, scheduler, cfg
    def train_epoch(self, dl, epoch):
        for x, y in dl:
            self.o.zero_grad(); l = self.net.loss(x, y); l.backward(); clip_grad_norm_(self.net.parameters(), 1); self.o.step()
        self.s.step()
    def validate(self, dl):
        with torch.no_grad(): return sum(self.net.loss(x, y).item() for x, y in dl)
