import json
import sys
import torch
from torch.utils.data import DataLoader
from corpus import PairDataset
from siamese import Siamese, contrastive


class Learner:
    def __init__(self, cfg):
        self.cfg = cfg
        self.net = Siamese(cfg["dim"])
        self.optimizers = {"body": torch.optim.Adam(self.net.body.parameters(), cfg["lr"]), "head": torch.optim.SGD(self.net.head.parameters(), cfg["lr"] * 10)}
        self.dl = DataLoader(PairDataset(cfg["path"]), cfg["bs"], shuffle=True)

    def on_batch(self, a, b, same):
        for o in self.optimizers.values():
            o.zero_grad()
        d = contrastive(self.net(a), self.net(b), same)
        d.backward()
        self.optimizers["body"].step()
        self.optimizers["head"].step()
        return d.item()

    def run(self):
        for ep in range(self.cfg["epochs"]):
            tot = sum(self.on_batch(*b) for b in self.dl)
            print(ep, tot / len(self.dl), flush=True)


if __name__ == "__main__":
    Learner(json.load(open(sys.argv[1]))).run()
