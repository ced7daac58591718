import argparse
from pathlib import Path

import numpy as np
import torch
from PIL import Image

from seg.models import build_unet

parser = argparse.ArgumentParser()
parser.add_argument("images", type=Path)
parser.add_argument("--weights", default="best.pt")
parser.add_argument("--batch-size", type=int, default=4)
args = parser.parse_args()

model = build_unet({"width": 64})
model.load_state_dict(torch.load(args.weights, map_location="cpu"))
model.eval()
with torch.no_grad():
    for path in sorted(args.images.glob("*.png")):
        x = torch.from_numpy(np.asarray(Image.open(path).convert("RGB"))).permute(2, 0, 1)[None].float() / 255
        mask = model(x).argmax(1)[0].byte().numpy()
        Image.fromarray(mask * 255).save(path.with_suffix(".mask.png"))
