"""Recompute batch-norm statistics of averaged weights (no gradients)."""
import argparse
import torch
from torch.optim.swa_utils import AveragedModel, update_bn
from models import get_model
from data import train_loader, test_loader

parser = argparse.ArgumentParser()
parser.add_argument("checkpoints", nargs="+")
parser.add_argument("--arch", default="preresnet110")
args = parser.parse_args()

swa = AveragedModel(get_model(args.arch))
for path in args.checkpoints:
    m = get_model(args.arch)
    m.load_state_dict(torch.load(path)["state_dict"])
    swa.update_parameters(m)
swa.cuda()
swa.train()
update_bn(train_loader(128), swa, device="cuda")
swa.eval()
correct = 0
for x, y in test_loader(128):
    with torch.no_grad():
        correct += (swa(x.cuda()).argmax(1).cpu() == y).sum().item()
print(correct / 10000)
torch.save(swa.state_dict(), "swa.pt")
