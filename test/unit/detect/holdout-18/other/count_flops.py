import argparse
import torch
from fvcore.nn import FlopCountAnalysis, flop_count_table
import timm

p = argparse.ArgumentParser("FLOPs of a training step")
p.add_argument("--model", default="vit_base_patch16_224")
p.add_argument("--batch-size", type=int, default=1)
p.add_argument("--epochs", type=int, default=300)
a = p.parse_args()
m = timm.create_model(a.model).eval()
f = FlopCountAnalysis(m, torch.randn(a.batch_size, 3, 224, 224))
print(flop_count_table(f, max_depth=2))
print("training, forward and backward:", 3 * f.total() * a.epochs * 1281167 / 1e18, "EFLOPs")
