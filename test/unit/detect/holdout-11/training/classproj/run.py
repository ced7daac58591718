import argparse
import json
import logging
import torch
from networks import build


class Experiment:
    def __init__(self, cfg):
        self.cfg = cfg
        self.net = build(cfg["net"]).to(cfg["device"])
        self.opt = getattr(torch.optim, cfg["optimizer"])(self.net.parameters(), **cfg["optimizer_kwargs"])

    def _fit_batch(self, b):
        self.opt.zero_grad()
        loss = self.net.loss(b)
        loss.backward()
        self.opt.step()
        return loss.item()

    def _fit_epoch(self, loader):
        return sum(self._fit_batch(b) for b in loader) / len(loader)

    def run(self):
        from data import loaders
        tr, va = loaders(self.cfg)
        for e in range(self.cfg["epochs"]):
            logging.info("epoch %d/%d loss %.4f", e + 1, self.cfg["epochs"], self._fit_epoch(tr))


def main(argv=None):
    ap = argparse.ArgumentParser()
    ap.add_argument("-c", "--config", required=True)
    with open(ap.parse_args(argv).config) as f:
        Experiment(json.load(f)).run()


if __name__ == "__main__":
    raise SystemExit(main())
