import sys

import torch

from net import Net
from data import batches


def cmd_train():
    net = Net()
    opt = torch.optim.AdamW(net.parameters())
    for x, y in batches("train"):
        loss = net.loss(x, y)
        loss.backward()
        opt.step()
        opt.zero_grad(set_to_none=True)
    torch.save(net, "net.pth")


def cmd_eval():
    net = torch.load("net.pth")
    print(sum(net.loss(x, y).item() for x, y in batches("test")))


COMMANDS = {"train": cmd_train, "eval": cmd_eval}

if __name__ == "__main__":
    COMMANDS[sys.argv[1]]()
