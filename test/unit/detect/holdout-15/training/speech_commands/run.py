import json
import logging
from dataclasses import dataclass, field, asdict
from pathlib import Path

import torch
import torch.nn as nn
from torch.utils.tensorboard import SummaryWriter

from audio.features import LogMel
from audio.dataset import SpeechCommands, collate
from models.bcresnet import BCResNet

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
log = logging.getLogger("run")


@dataclass
class Config:
    root: str = "/data/speech_commands_v2"
    out: str = "runs/bcresnet_t3"
    tau: float = 3
    batch: int = 100
    lr: float = 1e-1
    warmup: int = 5
    total: int = 200
    wd: float = 1e-3
    workers: int = 8
    classes: list = field(default_factory=lambda: "yes no up down left right on off stop go".split())


class Session:
    """Owns the model, data, optimiser state of one run."""

    def __init__(self, cfg: Config):
        self.cfg = cfg
        self.dir = Path(cfg.out)
        self.dir.mkdir(parents=True, exist_ok=True)
        (self.dir / "config.json").write_text(json.dumps(asdict(cfg), indent=2))
        self.dev = torch.device("cuda:0")
        self.frontend = LogMel(n_mels=40).to(self.dev)
        self.model = BCResNet(int(cfg.tau * 8), len(cfg.classes) + 2).to(self.dev)
        self.sgd = torch.optim.SGD(self.model.parameters(), lr=0, momentum=0.9, weight_decay=cfg.wd)
        self.loaders = {
            s: torch.utils.data.DataLoader(SpeechCommands(cfg.root, s, cfg.classes), cfg.batch,
                                           shuffle=s == "train", num_workers=cfg.workers, collate_fn=collate)
            for s in ("train", "valid", "test")
        }
        self.tb = SummaryWriter(self.dir)
        self.it = 0

    def lr_at(self, it):
        n = len(self.loaders["train"])
        w, t = self.cfg.warmup * n, self.cfg.total * n
        if it < w:
            return self.cfg.lr * it / w
        import math
        return 0.5 * self.cfg.lr * (1 + math.cos(math.pi * (it - w) / (t - w)))

    def epoch(self):
        self.model.train()
        for wav, lab in self.loaders["train"]:
            for g in self.sgd.param_groups:
                g["lr"] = self.lr_at(self.it)
            logits = self.model(self.frontend(wav.to(self.dev), augment=True))
            loss = nn.functional.cross_entropy(logits, lab.to(self.dev))
            self.sgd.zero_grad(set_to_none=True)
            loss.backward()
            self.sgd.step()
            self.it += 1
            if self.it % 50 == 0:
                self.tb.add_scalar("loss", loss.item(), self.it)

    @torch.no_grad()
    def accuracy(self, split):
        self.model.eval()
        good = n = 0
        for wav, lab in self.loaders[split]:
            good += (self.model(self.frontend(wav.to(self.dev))).argmax(-1).cpu() == lab).sum().item()
            n += len(lab)
        return 100 * good / n

    def go(self):
        best = 0
        for e in range(self.cfg.total):
            self.epoch()
            acc = self.accuracy("valid")
            log.info("epoch %d valid %.2f", e, acc)
            if acc > best:
                best = acc
                torch.save(self.model.state_dict(), self.dir / "best.pt")
        log.info("test %.2f", self.accuracy("test"))


if __name__ == "__main__":
    Session(Config()).go()
