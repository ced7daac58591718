"""Launch the fine-tune on every GPU."""
import os
import subprocess
import sys


def main():
    n = int(os.environ.get("NGPU", "8"))
    cmd = [
        "torchrun",
        f"--nproc_per_node={n}",
        "train.py",
        "--epochs", "3",
        "--lr", "1e-4",
    ]
    env = dict(os.environ, TOKENIZERS_PARALLELISM="false")
    sys.exit(subprocess.run(cmd, env=env, check=False).returncode)


if __name__ == "__main__":
    main()
