from dataclasses import dataclass
import torch
from torch.utils.data import DataLoader, TensorDataset


@dataclass
class Config:
    lr: float = 3e-4
    steps: int = 1000


class Engine:
    def __init__(self, cfg: Config, net: torch.nn.Module):
        self.cfg = cfg
        self.net = net
        self.optim = torch.optim.AdamW(net.parameters(), lr=cfg.lr)
        self.scaler = torch.cuda.amp.GradScaler()

    def _step(self, xb, yb):
        self.optim.zero_grad(set_to_none=True)
        with torch.autocast("cuda", dtype=torch.float16):
            loss = torch.nn.functional.cross_entropy(self.net(xb), yb)
        self.scaler.scale(loss).backward()
        self.scaler.step(self.optim)
        self.scaler.update()
        return loss.detach()

    def run(self, dl):
        it = iter(dl)
        for _ in range(self.cfg.steps):
            try:
                xb, yb = next(it)
            except StopIteration:
                it = iter(dl)
                xb, yb = next(it)
            self._step(xb.cuda(), yb.cuda())


ds = TensorDataset(torch.randn(4096, 32), torch.randint(0, 4, (4096,)))
net = torch.nn.Sequential(torch.nn.Linear(32, 64), torch.nn.GELU(), torch.nn.Linear(64, 4)).cuda()
Engine(Config(), net).run(DataLoader(ds, batch_size=128, shuffle=True))
