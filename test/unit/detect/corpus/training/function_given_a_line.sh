#!/bin/bash
run() {
  echo "+ $*"
  eval "$@" || exit 1
}

run "pip install -q -r requirements.txt"
run "torchrun --nproc_per_node 4 train_captioner.py --lr 1e-4 --epochs 20"
