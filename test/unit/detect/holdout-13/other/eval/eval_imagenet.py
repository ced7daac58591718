import argparse
import time

import timm
import torch
from timm.data import create_loader, create_dataset, resolve_data_config
from timm.utils import AverageMeter, accuracy

p = argparse.ArgumentParser()
p.add_argument("data")
p.add_argument("--model", default="vit_base_patch16_224")
p.add_argument("--batch-size", default=256, type=int)
args = p.parse_args()

model = timm.create_model(args.model, pretrained=True).cuda().eval()
cfg = resolve_data_config({}, model=model)
loader = create_loader(create_dataset("", args.data, split="validation"), cfg["input_size"], args.batch_size, use_prefetcher=True)
top1, losses, bt = AverageMeter(), AverageMeter(), AverageMeter()
criterion = torch.nn.CrossEntropyLoss().cuda()
with torch.no_grad():
    end = time.time()
    for i, (x, y) in enumerate(loader):
        out = model(x)
        losses.update(criterion(out, y).item(), x.size(0))
        top1.update(accuracy(out, y)[0].item(), x.size(0))
        bt.update(time.time() - end)
        end = time.time()
print(f"* Acc@1 {top1.avg:.3f} Loss {losses.avg:.4f}")
