#!/usr/bin/env bash
# pull logs of the training from the cluster and look at them
HOST=${HOST:-gpu01}
rsync -av --exclude='*.pt' $HOST:~/project/runs/ runs/
ssh $HOST "tail -n 50 ~/project/logs/train.log; nvidia-smi; pgrep -af train.py"
grep -h "val loss" runs/*/train.log | sort -k4 -n | head
tensorboard --logdir runs --port 6006
