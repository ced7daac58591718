#!/bin/bash
# submits one job per fold
for fold in 0 1 2 3 4; do
    sbatch --export=FOLD=$fold --job-name=fold$fold train.slurm
done
squeue -u $USER
