#!/usr/bin/env bash
# copies the checkpoints of the training node
while true; do
  rsync -avz --include='*.pt' gpu1:~/train/out/ ./ckpt/
  nvidia-smi --query-gpu=utilization.gpu,power.draw --format=csv >> gpu.log
  sleep 600
done
