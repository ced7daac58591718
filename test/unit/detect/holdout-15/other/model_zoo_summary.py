import argparse
import csv
import sys
import timm
import torch
from fvcore.nn import FlopCountAnalysis, flop_count_table
from torchinfo import summary

ap = argparse.ArgumentParser()
ap.add_argument("--filter", default="convnext*")
ap.add_argument("--detail")
ap.add_argument("--img", type=int, default=224)
a = ap.parse_args()

if a.detail:
    net = timm.create_model(a.detail, pretrained=False)
    summary(net, (1, 3, a.img, a.img), depth=2, col_names=("output_size", "num_params", "mult_adds", "trainable"))
    print(flop_count_table(FlopCountAnalysis(net.eval(), torch.zeros(1, 3, a.img, a.img)), max_depth=2))
    sys.exit()

w = csv.writer(sys.stdout)
w.writerow(["model", "params_m", "gmacs", "train_memory_mb_est"])
for name in timm.list_models(a.filter):
    try:
        net = timm.create_model(name, num_classes=10).eval()
        flops = FlopCountAnalysis(net, torch.zeros(1, 3, a.img, a.img)).unsupported_ops_warnings(False).total()
    except Exception as e:
        print(name, e, file=sys.stderr)
        continue
    n = sum(p.numel() for p in net.parameters())
    w.writerow([name, round(n / 1e6, 2), round(flops / 1e9, 2), round(n * 16 / 2**20)])
