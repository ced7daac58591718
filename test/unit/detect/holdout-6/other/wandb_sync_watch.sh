#!/bin/bash
# keep an eye on the training on the cluster
while true; do
  ssh cluster "tail -n 3 ~/runs/train.log; squeue -u $USER"
  wandb sync --sync-all
  sleep 300
done
