#!/bin/sh
# usage: ./timm_imagenet100.sh [gpus]
NPROC=${1:-4}
DATA=/ssd/imagenet100
ARGS="--model convnext_pico.d1 --num-classes 100 --img-size 224 -b 256 --opt adamw --lr 4e-3"
ARGS="$ARGS --sched cosine --epochs 300 --warmup-epochs 20 --weight-decay 0.05 --drop-path 0.1"
ARGS="$ARGS --aa rand-m9-mstd0.5-inc1 --mixup .8 --cutmix 1.0 --reprob .25 --amp --channels-last --model-ema"

cd "$(dirname "$0")/pytorch-image-models" || exit
./distributed_train.sh $NPROC --data-dir $DATA $ARGS --experiment pico-in100 --output ../runs
