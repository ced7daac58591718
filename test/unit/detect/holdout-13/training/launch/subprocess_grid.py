#!/usr/bin/env python3
"""Run every ablation one after another."""
import itertools
import subprocess
import sys

for depth, lr in itertools.product([6, 12, 24], [1e-4, 3e-4]):
    name = f"d{depth}-lr{lr}"
    cmd = [sys.executable, "train.py", f"--depth={depth}", f"--lr={lr}", f"--run_name={name}"]
    print(" ".join(cmd))
    subprocess.run(cmd, check=True)
