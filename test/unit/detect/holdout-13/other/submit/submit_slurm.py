import argparse
import os
import subprocess
from pathlib import Path

ap = argparse.ArgumentParser()
ap.add_argument("--partition", default="gpu")
ap.add_argument("--seeds", type=int, default=5)
a = ap.parse_args()
Path("slurm").mkdir(exist_ok=True)
for s in range(a.seeds):
    f = Path(f"slurm/seed{s}.sbatch")
    f.write_text(f"#!/bin/bash\n#SBATCH -p {a.partition}\n#SBATCH --gres=gpu:1\nsrun python train.py --seed {s}\n")
    print(subprocess.check_output(["sbatch", str(f)], text=True))
