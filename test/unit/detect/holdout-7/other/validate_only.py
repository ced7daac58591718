import argparse
import torch
from timm.models import create_model
from timm.data import create_loader, create_dataset
from timm.utils import accuracy, AverageMeter

parser = argparse.ArgumentParser(description='PyTorch ImageNet Validation')
parser.add_argument('--model', default='resnet50')
parser.add_argument('--checkpoint', default='')


def validate(args):
    model = create_model(args.model, pretrained=True).cuda()
    loader = create_loader(create_dataset('', root='/imagenet', split='validation'), input_size=(3, 224, 224), batch_size=256)
    top1 = AverageMeter()
    model.eval()
    with torch.no_grad():
        for input, target in loader:
            acc1, = accuracy(model(input), target)
            top1.update(acc1.item(), input.size(0))
    return top1.avg


def main():
    print(validate(parser.parse_args()))


if __name__ == '__main__':
    main()
