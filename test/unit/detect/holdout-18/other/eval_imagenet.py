import argparse
import time
import torch
import torchvision
from torch.utils.data import DataLoader

parser = argparse.ArgumentParser()
parser.add_argument("data")
parser.add_argument("--arch", default="resnet50")
parser.add_argument("-b", "--batch-size", type=int, default=256)
parser.add_argument("--lr", type=float, default=0.1, help="unused, kept for compatibility with train.py")
args = parser.parse_args()


class AverageMeter:
    def __init__(self):
        self.sum = self.count = 0

    def update(self, v, n=1):
        self.sum += v * n
        self.count += n

    @property
    def avg(self):
        return self.sum / self.count


def main():
    w = torchvision.models.get_model_weights(args.arch).DEFAULT
    model = torchvision.models.get_model(args.arch, weights=w).cuda().eval()
    ds = torchvision.datasets.ImageFolder(args.data, w.transforms())
    loader = DataLoader(ds, args.batch_size, num_workers=8)
    criterion = torch.nn.CrossEntropyLoss().cuda()
    losses, top1 = AverageMeter(), AverageMeter()
    end = time.time()
    with torch.no_grad():
        for i, (x, y) in enumerate(loader):
            out = model(x.cuda())
            loss = criterion(out, y.cuda())
            losses.update(loss.item(), x.size(0))
            top1.update((out.argmax(1).cpu() == y).float().mean().item(), x.size(0))
            if i % 10 == 0:
                print(f"Test: [{i}/{len(loader)}] {time.time() - end:.1f}s loss {losses.avg:.3f} acc {top1.avg:.3f}")


if __name__ == "__main__":
    main()
