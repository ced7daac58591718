#!/usr/bin/env bash
for seed in 1 2 3; do
  for lr in 1e-3 3e-4; do
    poetry run python -m src.train +experiment=cifar seed=$seed optimizer.lr=$lr trainer.max_epochs=50 &
  done
  wait
done
