#!/bin/bash
for lr in 1e-3 3e-4 1e-4; do
  for seed in 0 1 2; do
    echo "python train.py --lr $lr --seed $seed" >> commands.txt
  done
done
wc -l commands.txt
