import torch
from config import cfg
from networks import Generator, Critic
class WGAN:
    def __init__(self):
        self.G, self.C = Generator(), Critic()
        self.optG = torch.optim.Adam(self.G.parameters(), 1e-4, (0, .9)); self.optC = torch.optim.Adam(self.C.parameters(), 1e-4, (0, .9))
    def critic_step(self, real):
        self.C.zero_grad(); z = torch.randn(len(real), 128)
        loss = self.C(self.G(z).detach()).mean() - self.C(real).mean() + self.gp(real); loss.backward(); self.optC.step()
    def gp(self, r): return 0
    def gen_step(self): self.G.zero_grad(); (-self.C(self.G(torch.randn(64, 128))).mean()).backward(); self.optG.step()
    def loop(self, dl):
        for i, (x, _) in enumerate(dl):
            self.critic_step(x)
            if i % 5 == 0: self.gen_step()
from data import loader
w = WGAN()
[w.loop(loader) for _ in range(cfg.epochs)]
