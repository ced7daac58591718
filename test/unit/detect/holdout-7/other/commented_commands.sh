#!/bin/bash
# python train.py --epochs 100
# torchrun --nproc_per_node 4 train.py
python evaluate.py --checkpoint best.pt --split test
