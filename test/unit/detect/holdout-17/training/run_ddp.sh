#!/usr/bin/env bash
set -euo pipefail
export OMP_NUM_THREADS=8 NCCL_DEBUG=WARN
NPROC=${NPROC:-$(nvidia-smi -L | wc -l)}
exec torchrun --standalone --nproc-per-node="$NPROC" -m vision.train \
    --config configs/resnet50.yaml \
    --batch-size 256 --epochs 90 "$@"
