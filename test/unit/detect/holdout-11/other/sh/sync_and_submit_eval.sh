#!/bin/bash
set -eu
rsync -av --exclude data/train ./ cluster:~/proj/
ssh cluster "cd proj && sbatch slurm/eval_array.sbatch"
scp cluster:~/proj/eval/*.json results/
python plot_results.py results/
