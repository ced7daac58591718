#!/usr/bin/env python
import argparse
import sys

import torch
from torch.utils.data import DataLoader

from data import SpeechDataset, collate
from net import Conformer


def cmd_train(args):
    model = Conformer().to(args.device)
    optim = torch.optim.Adam(model.parameters(), args.lr)
    dl = DataLoader(SpeechDataset(args.manifest), args.bs, collate_fn=collate)
    step = 0
    while step < args.max_steps:
        for feats, lens, toks in dl:
            loss = model.loss(feats.to(args.device), lens, toks)
            loss.backward()
            optim.step()
            optim.zero_grad()
            step += 1
            if step >= args.max_steps:
                break


def cmd_eval(args):
    model = Conformer.load(args.ckpt).eval()
    with torch.no_grad():
        for feats, lens, toks in DataLoader(SpeechDataset(args.manifest), 1, collate_fn=collate):
            print(model.decode(feats, lens))


COMMANDS = {"train": cmd_train, "eval": cmd_eval}


def main(argv=None):
    p = argparse.ArgumentParser()
    p.add_argument("command", choices=COMMANDS)
    p.add_argument("--manifest")
    p.add_argument("--ckpt")
    p.add_argument("--device", default="cuda")
    p.add_argument("--lr", type=float, default=3e-4)
    p.add_argument("--bs", type=int, default=16)
    p.add_argument("--max-steps", type=int, default=100_000)
    args = p.parse_args(argv)
    return COMMANDS[args.command](args)


if __name__ == "__main__":
    sys.exit(main())
