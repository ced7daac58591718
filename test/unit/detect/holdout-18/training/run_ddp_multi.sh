#!/usr/bin/env bash
set -euo pipefail

export NCCL_DEBUG=WARN
export OMP_NUM_THREADS=8
NGPU=${NGPU:-8}
CONFIG=${1:-configs/vit_b16.yaml}
shift || true

torchrun \
  --standalone \
  --nnodes=1 \
  --nproc_per_node="$NGPU" \
  tools/main_pretrain.py \
  --config "$CONFIG" \
  --output_dir "out/$(basename "$CONFIG" .yaml)" \
  "$@" 2>&1 | tee "log_$(date +%F).txt"
