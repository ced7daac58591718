#!/usr/bin/env bash
set -euo pipefail
export NCCL_DEBUG=WARN OMP_NUM_THREADS=8
NPROC=${NPROC:-8}
ARGS=(
  --model llama-1b
  --seq-len 4096
  --batch-size 8
  --max-steps 50000
)
torchrun \
  --standalone \
  --nproc_per_node "$NPROC" \
  -m pretrain.train "${ARGS[@]}" --output-dir "runs/$(date +%F)" "$@" 2>&1 | tee train.log
