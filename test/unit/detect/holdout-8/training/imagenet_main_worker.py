import argparse
import torch
import torch.distributed as dist
import torch.multiprocessing as mp
import torchvision.models as models

parser = argparse.ArgumentParser(description='PyTorch ImageNet Training')
parser.add_argument('data', metavar='DIR')
parser.add_argument('-a', '--arch', default='resnet18')
parser.add_argument('--epochs', default=90, type=int)
parser.add_argument('-b', '--batch-size', default=256, type=int)
parser.add_argument('--lr', default=0.1, type=float)
parser.add_argument('-e', '--evaluate', action='store_true')


def main():
    args = parser.parse_args()
    ngpus = torch.cuda.device_count()
    mp.spawn(main_worker, nprocs=ngpus, args=(ngpus, args))


def main_worker(gpu, ngpus, args):
    dist.init_process_group('nccl', init_method='tcp://127.0.0.1:23456', world_size=ngpus, rank=gpu)
    model = torch.nn.parallel.DistributedDataParallel(models.__dict__[args.arch]().cuda(gpu), device_ids=[gpu])
    criterion = torch.nn.CrossEntropyLoss().cuda(gpu)
    optimizer = torch.optim.SGD(model.parameters(), args.lr, momentum=0.9)
    train_loader, val_loader = loaders(args)
    if args.evaluate:
        validate(val_loader, model)
        return
    for epoch in range(args.epochs):
        train(train_loader, model, criterion, optimizer, gpu)
        validate(val_loader, model)


def train(train_loader, model, criterion, optimizer, gpu):
    model.train()
    for i, (images, target) in enumerate(train_loader):
        output = model(images.cuda(gpu))
        loss = criterion(output, target.cuda(gpu))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()


def validate(loader, model):
    model.eval()


if __name__ == '__main__':
    main()
