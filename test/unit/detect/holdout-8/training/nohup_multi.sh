#!/bin/bash
DATA=/mnt/data/coco
for gpu in 0 1; do
  CUDA_VISIBLE_DEVICES=$gpu nohup python -u train_detector.py --data $DATA --seed $gpu > logs/$gpu.log 2>&1 &
  echo $! >> pids.txt
done
wait
