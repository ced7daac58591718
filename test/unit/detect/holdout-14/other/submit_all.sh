#!/bin/bash
# submits the grid; see jobs/pretrain.sbatch for the job
for lr in 1e-3 3e-4 1e-4; do
  for seed in 0 1 2; do
    JOB=$(sbatch --parsable --job-name=pre-$lr-$seed jobs/pretrain.sbatch $lr $seed)
    sbatch --dependency=afterok:$JOB jobs/evaluate.sbatch runs/$lr-$seed
    echo "submitted $JOB"
  done
done
squeue -u $USER
