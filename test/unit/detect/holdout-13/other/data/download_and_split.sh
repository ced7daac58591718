#!/usr/bin/env bash
set -e
wget -nc https://example.org/train.tar.gz -P data/
tar xzf data/train.tar.gz -C data
python tools/train_val_split.py --train-dir data/train --val-ratio 0.1
python -m preprocess.make_lmdb --split train
echo "ready: now run  python train.py --data data/"
