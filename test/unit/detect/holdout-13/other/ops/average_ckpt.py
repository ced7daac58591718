import glob
import sys
import torch

paths = sorted(glob.glob(sys.argv[1] + "/epoch_*.pt"))[-5:]
avg = None
for p in paths:
    sd = torch.load(p, map_location="cpu")["model"]
    if avg is None:
        avg = {k: v.float().clone() for k, v in sd.items()}
    else:
        for k in avg:
            avg[k] += sd[k].float()
for k in avg:
    avg[k] /= len(paths)
torch.save({"model": avg}, "averaged.pt")
