import argparse
import deepspeed
import torch
import torch.nn as nn
from models import Net
from data import trainset


def add_argument():
    parser = argparse.ArgumentParser(description="CIFAR")
    parser.add_argument("-e", "--epochs", default=30, type=int)
    parser.add_argument("--local_rank", type=int, default=-1)
    parser = deepspeed.add_config_arguments(parser)
    return parser.parse_args()


def main(args):
    deepspeed.init_distributed()
    net = Net()
    model_engine, optimizer, trainloader, __ = deepspeed.initialize(
        args=args, model=net, model_parameters=net.parameters(), training_data=trainset)
    criterion = nn.CrossEntropyLoss()
    for epoch in range(args.epochs):
        for i, data in enumerate(trainloader):
            inputs, labels = data[0].to(model_engine.device), data[1].to(model_engine.device)
            loss = criterion(model_engine(inputs), labels)
            model_engine.backward(loss)
            model_engine.step()


if __name__ == "__main__":
    args = add_argument()
    main(args)
