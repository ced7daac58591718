import itertools
import subprocess
import sys
from pathlib import Path

GRID = {"depth": [6, 12], "lr": [1e-4, 3e-4], "seed": [0, 1, 2]}

for depth, lr, seed in itertools.product(*GRID.values()):
    out = Path("runs") / f"d{depth}_lr{lr}_s{seed}"
    if (out / "done").exists():
        continue
    subprocess.run([sys.executable, "train.py", "--depth", str(depth), "--lr", str(lr), "--seed", str(seed), "--out", str(out)], check=True)
    (out / "done").touch()
