#!/bin/bash
source ~/miniconda3/etc/profile.d/conda.sh
conda activate rl
i=0
for env in Hopper-v4 Walker2d-v4 HalfCheetah-v4; do
  for seed in 0 1 2; do
    CUDA_VISIBLE_DEVICES=$((i % 4)) nohup python -u train_sac.py --env_id $env --seed $seed --total_timesteps 1000000 > logs/$env-$seed.txt 2>&1 &
    i=$((i+1))
  done
  wait
done
