#!/bin/bash
echo "Usage:"
echo "  python train.py --config cfg.yaml     # train"
echo "  python predict.py --ckpt last.pt      # predict"
exit 1
