#!/bin/bash
# copy the training data to the node's disk before the job
set -e
SRC=${1:-s3://ml-data/imagenet/train}
DST=/scratch/$USER/train
mkdir -p "$DST"
aws s3 sync "$SRC" "$DST" --only-show-errors
find "$DST" -name '*.JPEG' | wc -l
python scripts/check_train_data.py --root "$DST"
tar xf train.tar -C "$DST"
