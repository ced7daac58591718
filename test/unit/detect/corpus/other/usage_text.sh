#!/bin/bash
cat <<EOF
Usage:
  torchrun --nproc_per_node=8 train.py
  python train.py --help
EOF
python train.py --help
