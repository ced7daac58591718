import argparse
import torch
from torch import nn, optim
from torch.utils.data import DataLoader
from datasets_local import TextPairs
from nets import BiLSTM


class Experiment:
    def __init__(self, args):
        self.args = args
        self.net = BiLSTM(args.hidden)
        self.opt = optim.Adam(self.net.parameters(), lr=args.lr)
        self.criterion = nn.CrossEntropyLoss()

    def _step(self, batch):
        x, y = batch
        loss = self.criterion(self.net(x), y)
        self._update(loss)
        return loss.item()

    def _update(self, loss):
        self.opt.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(self.net.parameters(), 1.0)
        self.opt.step()

    def run_epoch(self, loader):
        return sum(self._step(b) for b in loader) / len(loader)

    def run(self):
        loader = DataLoader(TextPairs('train'), batch_size=self.args.batch_size, shuffle=True)
        for epoch in range(self.args.epochs):
            print(epoch, self.run_epoch(loader))


def main():
    p = argparse.ArgumentParser()
    p.add_argument('--hidden', type=int, default=128)
    p.add_argument('--lr', type=float, default=1e-3)
    p.add_argument('--batch_size', type=int, default=32)
    p.add_argument('--epochs', type=int, default=20)
    Experiment(p.parse_args()).run()


if __name__ == '__main__':
    main()
