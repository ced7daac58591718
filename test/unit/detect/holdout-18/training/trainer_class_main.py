import logging
from dataclasses import dataclass

import hydra
import torch
from omegaconf import DictConfig

from src.data import make_loaders
from src.models import build_model

log = logging.getLogger(__name__)


@dataclass
class State:
    epoch: int = 0
    best: float = float("inf")


class Trainer:
    def __init__(self, cfg):
        self.cfg = cfg
        self.model = build_model(cfg.model).to(cfg.device)
        self.optim = getattr(torch.optim, cfg.optim.name)(self.model.parameters(), **cfg.optim.args)
        self.train_dl, self.val_dl = make_loaders(cfg.data)
        self.state = State()

    def _step(self, batch):
        out = self.model(batch["x"].to(self.cfg.device))
        return torch.nn.functional.mse_loss(out, batch["y"].to(self.cfg.device))

    def _train_epoch(self):
        self.model.train()
        for batch in self.train_dl:
            self.optim.zero_grad()
            loss = self._step(batch)
            loss.backward()
            self.optim.step()

    def _val_epoch(self):
        self.model.eval()
        with torch.inference_mode():
            return sum(self._step(b).item() for b in self.val_dl) / len(self.val_dl)

    def run(self):
        while self.state.epoch < self.cfg.epochs:
            self._train_epoch()
            v = self._val_epoch()
            if v < self.state.best:
                self.state.best = v
                torch.save(self.model.state_dict(), "best.pt")
            self.state.epoch += 1
            log.info("epoch %d val %.4f", self.state.epoch, v)


@hydra.main(version_base=None, config_path="conf", config_name="config")
def main(cfg: DictConfig) -> None:
    Trainer(cfg).run()


if __name__ == "__main__":
    main()
