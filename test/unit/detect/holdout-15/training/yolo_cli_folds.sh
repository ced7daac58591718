#!/bin/bash
# 5-fold cross validation of plankton detector
set -e
MODEL=yolo11m.pt
for FOLD in 0 1 2 3 4; do
    NAME="plankton_f${FOLD}"
    [ -f runs/${NAME}/weights/best.pt ] && { echo "skip $NAME"; continue; }
    python make_fold_yaml.py --fold $FOLD > /tmp/fold${FOLD}.yaml
    yolo detect train data=/tmp/fold${FOLD}.yaml model=$MODEL epochs=100 imgsz=1024 batch=8 \
         project=runs name=$NAME exist_ok=True seed=$((FOLD+1))
    yolo detect val data=/tmp/fold${FOLD}.yaml model=runs/${NAME}/weights/best.pt split=test
done
python collect_map.py runs/plankton_f*
