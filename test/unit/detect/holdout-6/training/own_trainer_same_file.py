import dataclasses
import torch


@dataclasses.dataclass
class Config:
    lr: float = 1e-3
    epochs: int = 10


class Trainer:
    def __init__(self, model, loader, cfg):
        self.model, self.loader, self.cfg = model, loader, cfg
        self.opt = self._make_optimizer()

    def _make_optimizer(self):
        return torch.optim.AdamW(self.model.parameters(), lr=self.cfg.lr)

    def _step(self, batch):
        loss = self.model(**batch).loss
        self.opt.zero_grad()
        loss.backward()
        self.opt.step()
        return loss.detach()

    def _epoch(self):
        return sum(self._step(b) for b in self.loader) / len(self.loader)

    def fit(self):
        for e in range(self.cfg.epochs):
            print(e, self._epoch())


def cli():
    from project.models import get_model
    from project.data import get_loader
    Trainer(get_model(), get_loader(), Config()).fit()


if __name__ == "__main__":
    cli()
