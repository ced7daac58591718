#!/usr/bin/env python3
"""Runs the whole experiment: data, training, evaluation."""
import argparse
import os
import shlex
import subprocess
import sys
from pathlib import Path


def sh(cmd):
    print("+", shlex.join(cmd), flush=True)
    subprocess.run(cmd, check=True)


ap = argparse.ArgumentParser()
ap.add_argument("--gpus", type=int, default=1)
ap.add_argument("--seeds", type=int, nargs="+", default=[0, 1, 2])
args = ap.parse_args()
if not Path("data/train.bin").exists():
    sh([sys.executable, "prepare.py"])
for seed in args.seeds:
    out = f"runs/seed{seed}"
    os.makedirs(out, exist_ok=True)
    base = ["torchrun", f"--nproc_per_node={args.gpus}", "train.py"] if args.gpus > 1 else [sys.executable, "train.py"]
    sh(base + ["--seed", str(seed), "--out", out])
    sh([sys.executable, "evaluate.py", "--ckpt", f"{out}/last.pt"])
