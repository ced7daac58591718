import fire
import torch
from torch import nn
from torch.utils.data import DataLoader

from src.data import PairDataset
from src.siamese import Siamese


class Experiment:
    """Siamese experiments."""

    def __init__(self, root="data", dim=128):
        self.root, self.dim = root, dim

    def fit(self, epochs=10, lr=1e-3, bs=64):
        net = Siamese(self.dim)
        opt = torch.optim.RMSprop(net.parameters(), lr=lr)
        loss_fn = nn.CosineEmbeddingLoss(margin=0.2)
        for ep in range(epochs):
            tot = 0.0
            for a, b, y in DataLoader(PairDataset(self.root), bs, shuffle=True):
                l = loss_fn(net(a), net(b), y)
                net.zero_grad()
                l.backward()
                opt.step()
                tot += float(l)
            print(ep, tot)
        torch.save(net, "siamese.pth")

    def stats(self):
        print(len(PairDataset(self.root)))


if __name__ == "__main__":
    fire.Fire(Experiment)
