import subprocess
import sys
from pathlib import Path

CKPTS = sorted(Path("runs/train").glob("*/best.pt"))
for c in CKPTS:
    cmd = ["torchrun", "--nproc_per_node", "2", "evaluate.py", "--ckpt", str(c)]
    print("$", " ".join(cmd))
    r = subprocess.run(cmd, capture_output=True, text=True)
    if r.returncode:
        sys.exit(r.stderr)
    (c.parent / "eval.json").write_text(r.stdout)
