"""Start all seeds one after another."""
import itertools
import subprocess
import sys

SEEDS = [0, 1, 2]
LRS = ['1e-3', '3e-4']

for seed, lr in itertools.product(SEEDS, LRS):
    cmd = [sys.executable, 'train.py', '--seed', str(seed), '--lr', lr, '--epochs', '50']
    print(' '.join(cmd))
    subprocess.run(cmd, check=True)
