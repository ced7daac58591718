#!/bin/bash
# copy training checkpoints
while true; do
  aws s3 sync /mnt/train/runs s3://bucket/train/runs --exclude "*.tmp"
  tail -n1 /mnt/train/runs/train.log
  sleep 600
done
