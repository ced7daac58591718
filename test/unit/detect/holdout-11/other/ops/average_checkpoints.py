import argparse
import glob
import torch

ap = argparse.ArgumentParser()
ap.add_argument("--inputs", nargs="+")
ap.add_argument("--output", default="avg.pt")
ap.add_argument("--num-epoch-checkpoints", type=int)
a = ap.parse_args()
total = None
for path in a.inputs:
    sd = torch.load(path, map_location="cpu")["model"]
    total = sd if total is None else {k: total[k] + v for k, v in sd.items()}
torch.save({"model": {k: v / len(a.inputs) for k, v in total.items()}}, a.output)
