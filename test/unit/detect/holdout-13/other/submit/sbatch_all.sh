#!/bin/bash
for cfg in configs/*.yaml; do
  for seed in 1 2 3; do
    sbatch --job-name=$(basename $cfg .yaml)-$seed --export=CFG=$cfg,SEED=$seed slurm/train.sbatch
    sleep 1
  done
done
squeue -u $USER
