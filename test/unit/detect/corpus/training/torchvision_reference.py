import datetime
import time
import torch
import torch.utils.data
import utils
from coco_utils import get_coco
from engine import evaluate, train_one_epoch


def main(args):
    utils.init_distributed_mode(args)
    model = torch.hub.load("pytorch/vision", args.model)
    optimizer = torch.optim.SGD(model.parameters(), lr=args.lr)
    lr_scheduler = torch.optim.lr_scheduler.MultiStepLR(optimizer, [16, 22])
    data_loader, data_loader_test = get_coco(args)
    for epoch in range(args.start_epoch, args.epochs):
        train_one_epoch(model, optimizer, data_loader, "cuda", epoch, args.print_freq)
        lr_scheduler.step()
        evaluate(model, data_loader_test, device="cuda")


def get_args_parser():
    import argparse
    parser = argparse.ArgumentParser(description="PyTorch Detection Training")
    parser.add_argument("-b", "--batch-size", default=2, type=int)
    parser.add_argument("--epochs", default=26, type=int)
    parser.add_argument("--lr", default=0.02, type=float)
    return parser


if __name__ == "__main__":
    main(get_args_parser().parse_args())
