#!/bin/sh
for lr in 1e-3 3e-4 1e-4; do
  for seed in 0 1 2; do
    echo "lr=$lr seed=$seed"
    CUDA_VISIBLE_DEVICES=$seed nohup python -u main.py --mode train --lr $lr --seed $seed \
        > logs/${lr}_${seed}.log 2>&1 &
  done
  wait
done
