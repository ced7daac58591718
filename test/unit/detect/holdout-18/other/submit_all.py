import itertools
import subprocess
from pathlib import Path

TEMPLATE = """#!/bin/bash
#SBATCH --gres=gpu:{gpus}
#SBATCH --time={hours}:00:00
python train.py --lr {lr} --width {width}
"""

for lr, width in itertools.product([1e-3, 3e-4], [256, 512]):
    f = Path("jobs") / f"lr{lr}_w{width}.sh"
    f.parent.mkdir(exist_ok=True)
    f.write_text(TEMPLATE.format(gpus=1, hours=12, lr=lr, width=width))
    subprocess.run(["sbatch", str(f)], check=True)
