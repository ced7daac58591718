import argparse
import datetime
import time
from pathlib import Path

import torch
from torch.utils.data import DataLoader, DistributedSampler

import util.misc as utils
from datasets import build_dataset
from engine import evaluate, train_one_epoch
from models import build_model


def get_args_parser():
    parser = argparse.ArgumentParser("Set transformer detector", add_help=False)
    parser.add_argument("--lr", default=1e-4, type=float)
    parser.add_argument("--batch_size", default=2, type=int)
    parser.add_argument("--epochs", default=300, type=int)
    parser.add_argument("--eval", action="store_true")
    parser.add_argument("--clip_max_norm", default=0.1, type=float)
    parser.add_argument("--output_dir", default="")
    return parser


def main(args):
    utils.init_distributed_mode(args)
    device = torch.device("cuda")
    model, criterion, postprocessors = build_model(args)
    model.to(device)
    optimizer = torch.optim.AdamW(model.parameters(), lr=args.lr)
    lr_scheduler = torch.optim.lr_scheduler.StepLR(optimizer, 200)
    sampler = DistributedSampler(build_dataset("train", args))
    loader = DataLoader(build_dataset("train", args), args.batch_size, sampler=sampler, collate_fn=utils.collate_fn)
    if args.eval:
        evaluate(model, criterion, postprocessors, loader, device)
        return
    start = time.time()
    for epoch in range(args.epochs):
        train_stats = train_one_epoch(model, criterion, loader, optimizer, device, epoch, args.clip_max_norm)
        lr_scheduler.step()
        if args.output_dir:
            utils.save_on_master({"model": model.state_dict()}, Path(args.output_dir) / "checkpoint.pth")
    print("Training time", str(datetime.timedelta(seconds=int(time.time() - start))))


if __name__ == "__main__":
    main(argparse.ArgumentParser("DETR", parents=[get_args_parser()]).parse_args())
