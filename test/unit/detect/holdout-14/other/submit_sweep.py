"""Writes one sbatch file per configuration and submits it."""
import itertools
import subprocess
from pathlib import Path

TEMPLATE = """#!/bin/bash
#SBATCH --job-name={name}
#SBATCH --gres=gpu:1
#SBATCH --time=12:00:00
#SBATCH --output=logs/{name}.out

source ~/venv/bin/activate
python train.py --lr {lr} --batch-size {bs} --seed {seed} --out runs/{name}
"""


def main():
    jobs = Path("jobs")
    jobs.mkdir(exist_ok=True)
    for lr, bs, seed in itertools.product([1e-3, 3e-4, 1e-4], [32, 128], range(3)):
        name = f"lr{lr}_bs{bs}_s{seed}"
        if Path(f"runs/{name}/done").exists():
            continue
        script = jobs / f"{name}.sh"
        script.write_text(TEMPLATE.format(name=name, lr=lr, bs=bs, seed=seed))
        out = subprocess.run(["sbatch", str(script)], capture_output=True, text=True, check=True)
        print(name, out.stdout.strip())


if __name__ == "__main__":
    main()
