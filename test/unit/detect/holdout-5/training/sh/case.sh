#!/bin/bash
case "$1" in
  pre) python pretrain.py --epochs 400 --batch_size 64 ;;
  ft)  python finetune.py --epochs 100 --finetune out/pre.pth ;;
  *)   echo "usage: $0 pre|ft"; exit 1 ;;
esac
