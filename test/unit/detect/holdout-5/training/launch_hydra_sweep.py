#!/usr/bin/env python3
import shlex, subprocess
from pathlib import Path
base = "torchrun --standalone --nproc_per_node=2 -m detr.main --lr 1e-4 --epochs 150"
for bb in ("resnet50", "resnet101"):
    out = Path("out") / bb
    out.mkdir(parents=True, exist_ok=True)
    with open(out / "log.txt", "w") as log:
        subprocess.run(shlex.split(base) + ["--backbone", bb, "--output_dir", str(out)], stdout=log)
