#!/usr/bin/env bash
LOG=${1:-runs/train.log}
grep -E "epoch|loss" "$LOG" | tail -n 20
tensorboard --logdir runs --port 6006
