#!/bin/bash
cd "$(dirname "$0")" || exit 1
nohup python -u main.py --dataset cifar100 --arch wrn28_10 --epochs 200 --batch-size 128 --lr 0.1 > log.txt 2>&1 &
echo $! > pid
